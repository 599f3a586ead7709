@testable import WatchCore

/// A Windows host whose drive is mounted here: events 1004, 1008, 1009 and 1011.
extension SentenceSample {
    private static let file = "/srv/hq-02/machine-store.reg"
    private static let export = WindowsExport(file: #"C:\machine-store.reg"#)

    static let windows = [
        SentenceSample(
            .keyUnfit(file: "/srv/hq-02/x", .notLinked),
            message:
                "No private key is linked on the Windows host to the trust certificate in \"/srv/hq-02/x\".",
            remedy: """
                Restore the certificate with its key there, or register the connector again: nobody can prove to be this \
                connector without it.
                """),
        SentenceSample(
            .storeUnreadable(
                [StoreProblem(.missing, path: file, detail: "")], .searched(export: export),
                timeout: .seconds(10)),
            message: "\"\(file)\", the export of the machine store, does not exist.",
            remedy: #"""
                On the Windows host, as an administrator, run `schtasks /Create /F /RU SYSTEM /SC HOURLY /TN \#
                connector-watch /TR "reg export HKLM\SOFTWARE\Microsoft\SystemCertificates\MY \"C:\machine-store.reg\" \#
                /y"` and then `schtasks /Run /TN connector-watch`. From the first renewal on nothing more is needed: \#
                the certificate is then in the Network Service's store.
                """#),
        SentenceSample(
            .certificateMissing(.searched(export: export)),
            message:
                "The trust certificate is not in the machine store /trust/machine; 2 others were seen there.",
            remedy: """
                The export may be older than the certificate: run `schtasks /Run /TN connector-watch` on the Windows host. \
                Check that the store's files reach this host; if they do, register the connector again. Without the \
                certificate \(WatchCoreTests.thumbprint("A").text) the connector cannot prove who it is.
                """),
        SentenceSample(
            .settingsMissing(
                file: "/srv/hq-02/TrustSettings.xml", .shareUnavailable(path: "/srv/hq-02", "Host is down")),
            message: "The share of the Windows host is not available at \"/srv/hq-02\": Host is down.",
            remedy: """
                Check that it is mounted (systemctl status of its mount unit), its server, and the account that it is \
                mounted with. Nothing is known about the certificate until it is back.
                """),
    ]
}
