import Foundation

@testable import WatchCore

/// The trust files and the certificate: events 1000 to 1012.
extension SentenceSample {
    static let trust = [
        SentenceSample(
            .trustExpired(.left(-1)),
            message: "",
            remedy: ""),
        SentenceSample(
            .trustExpiring(.left(10), limit: .days(14)),
            message: "",
            remedy: ""),
        SentenceSample(
            .renewalOverdue(.left(20), late: .days(10)),
            message: "",
            remedy: ""),
        SentenceSample(
            .trustNotYetValid(.left(179 + 2)),
            message: "",
            remedy: ""),
        SentenceSample(
            .certificateMissing(.searched()),
            message: "",
            remedy: ""),
        SentenceSample(
            .certificateMissing(.searched(missing: ["/trust/gone"], isInUserStore: true)),
            message: "",
            remedy: ""),
        SentenceSample(
            .certificateElsewhere(file: "/trust/user/a.pfx", .searched()),
            message: "",
            remedy: ""),
        SentenceSample(
            .certificateElsewhere(file: "/trust/machine/a.pfx", .searched(isInUserStore: true)),
            message: "",
            remedy: ""),
        SentenceSample(
            .issuerUnexpected(file: "/trust/machine/a.pfx", issuer: "Corp CA", expected: expectedIssuer),
            message: "",
            remedy: ""),
        SentenceSample(
            .certificateUnfit(file: "/trust/machine/a.pfx", [.shortKey(bits: 1024, least: 2048)]),
            message: "",
            remedy: ""),
        SentenceSample(
            .certificateUnfit(
                file: "/trust/machine/a.pfx", [.forgeableHash("sha1"), .noClientAuthentication]),
            message: "",
            remedy: ""),
        SentenceSample(
            .certificateUnfit(
                file: "/a.pfx",
                [.authority, .endsBeforeItBegins(notBefore: start.date, notAfter: start.date - 60)]),
            message: "",
            remedy: ""),
        SentenceSample(
            .certificateUnfit(
                file: "/trust/machine/a.pfx", [.sha512Fails([CheckName("tls login"), CheckName("host")])]),
            message: "",
            remedy: ""),
        SentenceSample(
            .certificateUnfit(
                file: "/trust/machine/a.pfx",
                [.shortKey(bits: 1024, least: 2048), .forgeableHash("md5"), .authority, .negativeSerial]),
            message: "",
            remedy: ""),
        SentenceSample(
            .certificateUnfit(file: "/trust/machine/a.pfx", [.otherHash("sha256"), .negativeSerial]),
            message: "",
            remedy: ""),
        SentenceSample(
            .certificateUnfit(file: "/trust/machine/a.pfx", [.oldVersion(1)]),
            message: "",
            remedy: ""),
        SentenceSample(
            .keyUnfit(file: "/trust/machine/a.pfx", .missing),
            message: "",
            remedy: ""),
        SentenceSample(
            .keyUnfit(file: "/trust/machine/a.pfx", .different(keyFile: "/trust/machine/a.key")),
            message: "",
            remedy: ""),
        SentenceSample(
            .keyUnfit(file: "/trust/machine/a.pfx", .exposed(keyFile: "/trust/machine/a.key", mode: 0o644)),
            message: "",
            remedy: ""),
        SentenceSample(
            .keyUnfit(file: "/trust/machine/a.pfx", .copyDiffers(copy: "/trust/machine/copy.pfx")),
            message: "",
            remedy: ""),
        SentenceSample(
            .storeUnreadable(
                [StoreProblem(.permission, path: "/trust/machine/x.pfx", detail: "Permission denied")],
                .searched(), timeout: .seconds(10)),
            message: "",
            remedy: ""),
        SentenceSample(
            .storeUnreadable(
                [
                    StoreProblem(
                        .password, path: "/trust/machine/x.pfx", detail: "no password at hand opens it"),
                    StoreProblem(.damaged, path: "/y", detail: "it is empty"),
                ], .searched(isFound: true), timeout: .seconds(10)),
            message: "",
            remedy: ""),
        SentenceSample(
            .storeUnreadable(
                [
                    StoreProblem(
                        .damaged, path: "/trust/machine/x.pfx", detail: "it holds nothing that can be read")
                ], .searched(), timeout: .seconds(10)),
            message: "",
            remedy: ""),
        SentenceSample(
            .storeUnreadable(
                [StoreProblem(.tooLarge, path: "/trust", detail: "it holds more than 10000 files")],
                .searched(), timeout: .seconds(10)),
            message: "",
            remedy: ""),
        SentenceSample(
            .storeUnreadable(
                [StoreProblem(.missing, path: "/trust/machine", detail: "No such file or directory")],
                .searched(), timeout: .seconds(10)),
            message: "",
            remedy: ""),
        SentenceSample(
            .storeUnreadable(
                [StoreProblem(.system, path: "/trust/machine", detail: "Input/output error")], .searched(),
                timeout: .seconds(10)),
            message: "",
            remedy: ""),
        SentenceSample(
            .storeUnreadable([], .searched(), timeout: .seconds(10)),
            message: "",
            remedy: ""),
        SentenceSample(
            .thumbprintChanged(ChangeFacts(.firstRenewal, notAfter: start.date + 180 * 86_400)),
            message: "",
            remedy: ""),
        SentenceSample(
            .thumbprintChanged(ChangeFacts(.renewal, notAfter: start.date + 180 * 86_400)),
            message: "",
            remedy: ""),
        SentenceSample(
            .thumbprintChanged(ChangeFacts(.renewal)),
            message: "",
            remedy: ""),
        SentenceSample(
            .thumbprintChanged(ChangeFacts(.reRegistration, notAfter: start.date + 180 * 86_400)),
            message: "",
            remedy: ""),
        SentenceSample(
            .thumbprintChanged(
                ChangeFacts(
                    .rollback, stoodBefore: .init(since: start.date), notAfter: start.date + 180 * 86_400)),
            message: "",
            remedy: ""),
        SentenceSample(
            .thumbprintChanged(ChangeFacts(.rollback, stoodBefore: .init(since: nil))),
            message: "",
            remedy: ""),
        SentenceSample(
            .thumbprintChanged(
                ChangeFacts(
                    .unexpected, differences: [.issuer(old: expectedIssuer, new: "someone")],
                    notAfter: start.date + 180 * 86_400)),
            message: "",
            remedy: ""),
        SentenceSample(
            .thumbprintChanged(
                ChangeFacts(
                    .unexpected,
                    differences: [
                        .tenant(old: tenant, new: otherTenant), .key(old: "RSA 2048", new: "RSA 1024"),
                    ])),
            message: "",
            remedy: ""),
        SentenceSample(
            .thumbprintChanged(
                ChangeFacts(.unexpected, differences: [.connectorID(old: otherTenant, new: nil)])),
            message: "",
            remedy: ""),
        SentenceSample(
            .thumbprintChanged(ChangeFacts(.unexpected, differences: [.store(isInUserStore: true)])),
            message: "",
            remedy: ""),
        SentenceSample(
            .settingsMissing(file: "/trust/TrustSettings.xml", .missing(nearest: "/trust")),
            message: "",
            remedy: ""),
        SentenceSample(
            .settingsMissing(file: "/trust/TrustSettings.xml", .unreadable("Permission denied")),
            message: "",
            remedy: ""),
        SentenceSample(
            .settingsMissing(file: "/trust/TrustSettings.xml", .outOfTime(.seconds(10))),
            message: "",
            remedy: ""),
        SentenceSample(
            .settingsMalformed(file: "/trust/TrustSettings.xml", .truncated, line: 3, column: 9),
            message: "",
            remedy: ""),
        SentenceSample(
            .settingsMalformed(file: "/trust/TrustSettings.xml", .notBoolean("maybe"), line: 4, column: 20),
            message: "",
            remedy: ""),
        SentenceSample(
            .unanswered(.settingsMissing, target: "/trust/TrustSettings.xml", timeout: .seconds(10)),
            message: "",
            remedy: ""),
    ]
}
