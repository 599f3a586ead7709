import Foundation

@testable import WatchCore

/// Keys, stores and TrustSettings.xml: events 1008 to 1012.
extension SentenceSample {
    static let files = [
        SentenceSample(
            .keyUnfit(file: "/trust/machine/a.pfx", .missing),
            message: """
                The trust certificate in "/trust/machine/a.pfx" has no private key, neither in its file nor \
                beside it.
                """,
            remedy: """
                If only the certificate was copied to this host on purpose, nothing is wrong on the \
                connector's own host. Otherwise restore the key, or register the connector again: nobody can \
                prove to be this connector without it.
                """),
        SentenceSample(
            .keyUnfit(file: "/trust/machine/a.pfx", .different(keyFile: "/trust/machine/a.key")),
            message: "The private key in \"/trust/machine/a.key\" does not belong to the trust certificate.",
            remedy: """
                Restore the files that belong together, or register the connector again; until then the \
                connector cannot prove who it is.
                """),
        SentenceSample(
            .keyUnfit(file: "/trust/machine/a.pfx", .exposed(keyFile: "/trust/machine/a.key", mode: 0o644)),
            message: """
                Every user of this host can read the private key of the trust certificate in \
                "/trust/machine/a.key" (mode 644).
                """,
            remedy: """
                Take the right to read from others (chmod o-r), and give it to a group instead; whoever has \
                the key can pass for this connector.
                """),
        SentenceSample(
            .keyUnfit(file: "/trust/machine/a.pfx", .copyDiffers(copy: "/trust/machine/copy.pfx")),
            message: """
                A copy of the trust certificate, "/trust/machine/copy.pfx", holds another certificate's key, \
                while "/trust/machine/a.pfx" is fine.
                """,
            remedy: "Remove the copy: a program that picks it cannot prove to be this connector."),
        SentenceSample(
            .storeUnreadable(
                [StoreProblem(.permission, path: "/trust/machine/x.pfx", detail: "Permission denied")],
                .searched(), timeout: .seconds(10)),
            message: "\"/trust/machine/x.pfx\" in the certificate store cannot be read: Permission denied.",
            remedy: """
                Give the user connector-watch read access to it (a group, or an ACL with setfacl). The trust \
                certificate is not among the 2 that can be read.
                """),
        SentenceSample(
            .storeUnreadable(
                [
                    StoreProblem(
                        .password, path: "/trust/machine/x.pfx", detail: "no password at hand opens it"),
                    StoreProblem(.damaged, path: "/y", detail: "it is empty"),
                ], .searched(isFound: true), timeout: .seconds(10)),
            message: """
                "/trust/machine/x.pfx" in the certificate store cannot be read: no password at hand opens it \
                (and 1 more).
                """,
            remedy: """
                Name the credential that holds its password in StorePassword=. The trust certificate itself \
                was found.
                """),
        SentenceSample(
            .storeUnreadable(
                [
                    StoreProblem(
                        .damaged, path: "/trust/machine/x.pfx", detail: "it holds nothing that can be read")
                ], .searched(), timeout: .seconds(10)),
            message: """
                "/trust/machine/x.pfx" in the certificate store cannot be read: it holds nothing that can be \
                read.
                """,
            remedy: """
                Restore it or remove it from the store. The trust certificate is not among the 2 that can be \
                read.
                """),
        SentenceSample(
            .storeUnreadable(
                [StoreProblem(.tooLarge, path: "/trust", detail: "it holds more than 10000 files")],
                .searched(), timeout: .seconds(10)),
            message: "\"/trust\" in the certificate store cannot be read: it holds more than 10000 files.",
            remedy: """
                Point the store at the certificates' own directory. The trust certificate is not among the 2 \
                that can be read.
                """),
        SentenceSample(
            .storeUnreadable(
                [StoreProblem(.missing, path: "/trust/machine", detail: "No such file or directory")],
                .searched(), timeout: .seconds(10)),
            message: """
                "/trust/machine" in the certificate store does not exist: No such file or directory.
                """,
            remedy: """
                Check that the mount or export it lies on is there, and MachineStore= or UserStore=. The \
                trust certificate is not among the 2 that can be read.
                """),
        SentenceSample(
            .storeUnreadable(
                [StoreProblem(.system, path: "/trust/machine", detail: "Input/output error")], .searched(),
                timeout: .seconds(10)),
            message: "\"/trust/machine\" in the certificate store cannot be read: Input/output error.",
            remedy: """
                Check the file system or mount it lies on. The trust certificate is not among the 2 that can \
                be read.
                """),
        SentenceSample(
            .storeUnreadable([], .searched(), timeout: .seconds(10)),
            message: "The search of the certificate store /trust/machine did not end within 10 s.",
            remedy: """
                Check the file system or mount that it lies on. The trust certificate is not among the 2 \
                that can be read.
                """),
        SentenceSample(
            .thumbprintChanged(ChangeFacts(.firstRenewal, notAfter: start.date + 180 * 86_400)),
            message: """
                The connector renewed its trust certificate for the first time; the new one is valid until \
                2027-05-17T11:06:40Z.
                """,
            remedy: "Nothing has to be done."),
        SentenceSample(
            .thumbprintChanged(ChangeFacts(.renewal, notAfter: start.date + 180 * 86_400)),
            message: """
                The connector renewed its trust certificate; the new one is valid until \
                2027-05-17T11:06:40Z.
                """,
            remedy: "Nothing has to be done."),
        SentenceSample(
            .thumbprintChanged(ChangeFacts(.renewal)),
            message: "The connector renewed its trust certificate.",
            remedy: "Nothing has to be done."),
        SentenceSample(
            .thumbprintChanged(ChangeFacts(.reRegistration, notAfter: start.date + 180 * 86_400)),
            message: """
                The connector was registered again, with a new trust certificate; the new one is valid until \
                2027-05-17T11:06:40Z.
                """,
            remedy: "Make sure that you know who registered it."),
        SentenceSample(
            .thumbprintChanged(
                ChangeFacts(
                    .rollback, stoodBefore: .init(since: start.date), notAfter: start.date + 180 * 86_400)),
            message: """
                TrustSettings.xml names an older trust certificate again; it is valid until \
                2027-05-17T11:06:40Z.
                """,
            remedy: """
                See that the connector is active in the admin centre, or register it again: a backup was \
                probably restored, and the service may refuse the older certificate. The same certificate \
                stood there before, from 2026-11-18T11:06:40Z on.
                """),
        SentenceSample(
            .thumbprintChanged(ChangeFacts(.rollback, stoodBefore: .init(since: nil))),
            message: "TrustSettings.xml names an older trust certificate again.",
            remedy: """
                See that the connector is active in the admin centre, or register it again: a backup was \
                probably restored, and the service may refuse the older certificate. The same certificate \
                stood there before.
                """),
        SentenceSample(
            .thumbprintChanged(
                ChangeFacts(
                    .unexpected, differences: [.issuer(old: expectedIssuer, new: "someone")],
                    notAfter: start.date + 180 * 86_400)),
            message: """
                The trust certificate changed unexpectedly: its issuer is "someone" instead of \
                "connectorregistrationca.msappproxy.net".
                """,
            remedy: """
                Find out who wrote the file, unless somebody registered the connector anew: it never changes \
                that by itself. The new certificate is valid until 2027-05-17T11:06:40Z.
                """),
        SentenceSample(
            .thumbprintChanged(
                ChangeFacts(
                    .unexpected,
                    differences: [
                        .tenant(old: tenant, new: otherTenant), .key(old: "RSA 2048", new: "RSA 1024"),
                    ])),
            message: """
                The trust certificate changed unexpectedly: its tenant is \
                "99999999-8888-7777-6666-555555555555" instead of "11111111-2222-3333-4444-555555555555"; \
                its key is "RSA 1024" instead of "RSA 2048".
                """,
            remedy: """
                Find out who wrote the file, unless somebody registered the connector anew: it never changes \
                that by itself.
                """),
        SentenceSample(
            .thumbprintChanged(
                ChangeFacts(.unexpected, differences: [.connectorID(old: otherTenant, new: nil)])),
            message: """
                The trust certificate changed unexpectedly: its connector id is missing instead of \
                "99999999-8888-7777-6666-555555555555".
                """,
            remedy: """
                Find out who wrote the file, unless somebody registered the connector anew: it never changes \
                that by itself.
                """),
        SentenceSample(
            .thumbprintChanged(ChangeFacts(.unexpected, differences: [.store(isInUserStore: true)])),
            message: """
                The trust certificate changed unexpectedly: IsInUserStore is true now, and the certificate \
                is the same.
                """,
            remedy: """
                Find out who wrote the file, unless somebody registered the connector anew: it never changes \
                that by itself.
                """),
        SentenceSample(
            .settingsMissing(file: "/trust/TrustSettings.xml", .missing(nearest: "/trust")),
            message: """
                "/trust/TrustSettings.xml" does not exist; the nearest directory that does is "/trust".
                """,
            remedy: """
                Check SettingsFile=, the mount it lies on, and whether the connector is installed and \
                registered.
                """),
        SentenceSample(
            .settingsMissing(file: "/trust/TrustSettings.xml", .unreadable("Permission denied")),
            message: "\"/trust/TrustSettings.xml\" cannot be read: Permission denied.",
            remedy: "Give the user connector-watch read access to it, or check the mount it lies on."),
        SentenceSample(
            .settingsMissing(file: "/trust/TrustSettings.xml", .outOfTime(.seconds(10))),
            message: "\"/trust/TrustSettings.xml\" gave no answer within 10 s.",
            remedy: "Check the mount it lies on, which hangs: its server and the network to it."),
        SentenceSample(
            .settingsMalformed(file: "/trust/TrustSettings.xml", .truncated, line: 3, column: 9),
            message: "/trust/TrustSettings.xml:3:9: The file ends in the middle of the document.",
            remedy: """
                Restore the file from a backup, or register the connector again; the connector cannot read \
                it either.
                """),
        SentenceSample(
            .settingsMalformed(
                file: "/trust/TrustSettings.xml", .notBoolean("\u{a0}true"), line: 4, column: 20),
            message: """
                /trust/TrustSettings.xml:4:20: IsInUserStore is "\u{a0}true" with the hidden character U+00A0 \
                where "true" or "false" is expected.
                """,
            remedy: """
                Delete the hidden character, or restore the file from a backup; the connector cannot read it \
                either.
                """),
        SentenceSample(
            .settingsMalformed(file: "/trust/TrustSettings.xml", .zeroBytes, line: 1, column: 1),
            message: """
                /trust/TrustSettings.xml:1:1: The file holds nothing but zero bytes, as after a power failure.
                """,
            remedy: """
                Restore the file from a backup, or register the connector again; the connector cannot read \
                it either.
                """),
        SentenceSample(
            .settingsMalformed(file: "/trust/TrustSettings.xml", .oddSpelling("True"), line: 4, column: 20),
            message: """
                /trust/TrustSettings.xml:4:20: "True" is not read by every version of the connector.
                """,
            remedy: """
                Correct it as soon as the connector may be restarted: a version of the connector that reads \
                it otherwise stops.
                """),
        SentenceSample(
            .settingsMalformed(file: "/trust/TrustSettings.xml", .notBoolean("maybe"), line: 4, column: 20),
            message: """
                /trust/TrustSettings.xml:4:20: IsInUserStore is "maybe" where "true" or "false" is expected.
                """,
            remedy: """
                Restore the file from a backup, or register the connector again; the connector cannot read \
                it either.
                """),
        SentenceSample(
            .unanswered(.settingsMissing, target: "/trust/TrustSettings.xml", timeout: .seconds(10)),
            message: """
                The probe of /trust/TrustSettings.xml did not end within 10 s, not even when it was told to.
                """,
            remedy: """
                Check this host's mounts (findmnt), its resolver and its load: something on it hangs. The \
                next probe starts once this one has ended.
                """),
    ]
}
