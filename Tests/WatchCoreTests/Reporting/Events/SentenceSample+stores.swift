@testable import WatchCore

extension SentenceSample {
    /// Event 1009 of files that other programs wrote.
    static let stores = [
        store(
            .damaged, "\(thumbprint("A")).pfx", "it is truncated", "Copy it here again, or restore it."),
        store(
            .damaged, "x.pfx", "it is truncated",
            "It changed within the last minute: if it is still being copied, wait until that has ended.",
            isYoung: true),
        store(
            .unsupported, "a.jks", "it is a Java keystore (JKS), which is not read",
            "Copy the certificate alone here, or convert it (keytool -importkeystore -deststoretype pkcs12)."),
        store(
            .masked, "x.pfx", "Permission denied; its mask voids that",
            """
            .NET writes each renewed certificate with mode 0600, which voids the entry: have the grant repeated after \
            each change of the store (connector-watch-access.path, which "connector-watch setup --grant-access" enables).
            """),
    ]

    /// Of one file in a store that cannot be read.
    private static func store(
        _ kind: StoreProblem.Kind, _ name: String, _ detail: String, _ remedy: String, isYoung: Bool = false
    ) -> SentenceSample {
        SentenceSample(
            .storeUnreadable(
                [StoreProblem(kind, path: "/s/\(name)", detail: detail, isYoung: isYoung)], .searched(),
                timeout: .seconds(10)),
            message: "\"/s/\(name)\" in the certificate store cannot be read: \(detail).",
            remedy: "\(remedy) The trust certificate is not among the 2 that can be read.")
    }
}
