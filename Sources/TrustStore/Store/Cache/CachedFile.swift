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
    /// What Windows keeps beside its certificates.
    var windows: [CertificateDigest: WindowsProperties]
    /// Certificates that lie in other stores of Windows than the personal one, by the stores' names.
    var otherStores: [CertificateDigest: String]
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
        windows = [:]
        for (index, properties) in contents.windows {
            guard let digest = CertificateDigest(der: contents.certificates[index]) else { continue }
            // Of one that lies there twice Windows shows the one that is not archived.
            if windows[digest]?.isArchived ?? true { windows[digest] = properties }
        }
        otherStores = Dictionary(
            contents.otherStores.map { (CertificateDigest($0), $1) }, uniquingKeysWith: { first, _ in first })
        // An algorithm that this host lacks may be available next time.
        isSettled = stamp.isSettled(at: now) && contents.problem?.kind != .system
    }
}

extension CachedFile {
    /// What is wrong with the name of a file of a Windows store, which is the thumbprint of the certificate in it.
    ///
    /// - Returns: The problem, or `nil` if the name is right, or not a thumbprint.
    func misnaming(at path: String) -> StoreContents.Problem? {
        let name = FileName(ofPath: path)
        guard format == .windowsCertificate, name.isThumbprint, let thumbprint = Thumbprint(name.text),
            let certificate = certificates.first?.digest.thumbprint, certificate != thumbprint
        else { return nil }
        return StoreContents.Problem(
            kind: .damaged, detail: "it is named after another certificate than the one in it, \(certificate)"
        )
    }
}
