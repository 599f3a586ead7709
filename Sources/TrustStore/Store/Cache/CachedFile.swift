internal import Certificates
internal import Files
internal import WatchCore

/// The contents of one file of a store.
struct CachedFile: Sendable {
    struct Certificate: Sendable {
        var digest: CertificateDigest
        /// `nil` if it is not known without decoding the certificate.
        var issuer: IssuerTable.Number?
    }

    /// The file's state that this holds for.
    var stamp: FileStamp
    /// Whether every later change shows in the stamp.
    var isSettled: Bool
    var format: StoreFormat?
    var certificates: [Certificate]
    var hasKey: Bool?
    var problem: StoreContents.Problem?
    /// The passwords that did not open it, or `nil` if it was opened.
    var passwords: StorePasswords.Mark?

    func holds(_ digest: CertificateDigest) -> Bool {
        certificates.contains { $0.digest == digest }
    }

    init(
        _ contents: StoreContents, _ stamp: FileStamp, at now: FileTime, passwords: StorePasswords.Mark,
        issuer: ([UInt8]) -> IssuerTable.Number?
    ) {
        self.stamp = stamp
        format = contents.format
        hasKey = contents.hasKey
        problem = contents.problem
        self.passwords = contents.problem?.kind == .password ? passwords : nil
        certificates = contents.certificates.compactMap { der in
            CertificateDigest(der: der).map { Certificate(digest: $0, issuer: issuer(der)) }
        }
        // An algorithm that this host lacks may be available next time.
        isSettled = stamp.isSettled(at: now) && contents.problem?.kind != .system
    }
}
