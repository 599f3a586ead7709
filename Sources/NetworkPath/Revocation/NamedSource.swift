internal import COpenSSL
internal import Certificates
internal import FoundationEssentials
internal import WatchCore

/// An address that a certificate of a server names for those who check it.
struct NamedSource: Sendable {
    let kind: RevocationSource.Kind
    /// As the certificate names it.
    let address: PlainAddress
    /// What is requested: for a responder the question follows (RFC 6960 appendix A.1).
    let request: PlainAddress
    /// The question to a responder, in DER; empty for others.
    let question: [UInt8]
    let depth: Int
    /// What an answer is about: the hash of the certificate's serial number, or of its issuer's name.
    let id: Int
    /// In DER.
    let certificate: [UInt8]
    /// What it says, or `nil` if that cannot be read.
    let facts: CertificateFacts?
    /// Those that may have issued it, in DER.
    let issuers: [[UInt8]]
    /// Whether a chain lacks what it gives.
    let isNeeded: Bool

    /// More addresses of one certificate for one thing than this are not asked.
    private static let limit: Int32 = 4
    private static let addressLimit: Int32 = 1024
    /// No more of what a server sent is asked about.
    private static let certificateLimit = 6

    /// Lists those of all that a server sent, by depth.
    ///
    /// - Parameters:
    ///   - sent: its own certificate first.
    ///   - issuers: those that may have issued one of them.
    ///   - missing: the subject that the chain lacks, or `nil` if it lacks none.
    ///   - facts: what a certificate says.
    /// - Returns: the addresses.
    static func all(
        of sent: [Certificate], issuers: [Certificate], missing: String? = nil,
        facts: (Certificate) -> CertificateFacts?
    ) -> [NamedSource] {
        sent.prefix(certificateLimit).enumerated().flatMap { depth, certificate -> [NamedSource] in
            if certificate.isSelfIssued { return [] }
            let facts = facts(certificate)
            return all(
                RevocationSource.Kind.allCases, of: certificate, facts, at: depth, issuers: issuers,
                isIssuerNeeded: missing != nil && facts?.issuer == missing)
        }
    }

    /// Lists those of one certificate; only plain HTTP is asked.
    ///
    /// - Parameters:
    ///   - kinds: what they are for.
    ///   - certificate: which names them.
    ///   - facts: what it says.
    ///   - depth: where it stands among those that were sent.
    ///   - issuers: those that may have issued it, among others.
    ///   - isIssuerNeeded: whether the chain lacks its issuer.
    /// - Returns: the addresses, by kind.
    static func all(
        _ kinds: [RevocationSource.Kind], of certificate: Certificate, _ facts: CertificateFacts?,
        at depth: Int, issuers: [Certificate], isIssuerNeeded: Bool
    ) -> [NamedSource] {
        let issuers = issuers.filter { $0.mayHaveIssued(certificate) }
        return kinds.flatMap { kind in
            (0..<limit).compactMap { index -> NamedSource? in
                guard let address = address(kind, index, of: certificate) else { return nil }
                var (request, question) = (address, [UInt8]())
                if kind == .responder {
                    guard let issuer = issuers.first else { return nil }
                    question = Self.question(about: certificate, of: issuer)
                    guard let whole = address.asking(question) else { return nil }
                    request = whole
                }
                let id =
                    kind == .issuer
                    ? RevocationContent.hash(facts?.issuer.utf8.map(\.self) ?? [])
                    : RevocationContent.hash(certificate.serial)
                return NamedSource(
                    kind: kind, address: address, request: request, question: question, depth: depth, id: id,
                    certificate: certificate.der, facts: facts, issuers: issuers.map(\.der),
                    isNeeded: isIssuerNeeded && kind == .issuer)
            }
        }
    }

    private static func address(
        _ kind: RevocationSource.Kind, _ index: Int32, of certificate: Certificate
    ) -> PlainAddress? {
        let wanted =
            switch kind {
            case .issuer: OPENSSL_ISSUER
            case .list: OPENSSL_LIST
            case .responder: OPENSSL_RESPONDER
            }
        var text = [CChar](repeating: 0, count: Int(addressLimit))
        ERR_set_mark()
        defer { ERR_pop_to_mark() }
        let length = openssl_named_address(certificate.x509, wanted, index, &text, addressLimit)
        guard length > 0 else { return nil }
        let address = text.withUnsafeBytes { String(decoding: $0.prefix(Int(length)), as: UTF8.self) }
        return PlainAddress(address)
    }

    private static func question(about certificate: Certificate, of issuer: Certificate) -> [UInt8] {
        var start: UnsafeMutablePointer<UInt8>?
        let count = openssl_question(certificate.x509, issuer.x509, &start)
        defer { CRYPTO_free(start, #fileID, #line) }
        return Array(UnsafeBufferPointer(start: start, count: max(0, Int(count))))
    }
}

extension PlainAddress {
    /// The address with a question behind it, in Base64 that is escaped as a part of a path.
    fileprivate func asking(_ question: [UInt8]) -> PlainAddress? {
        let encoded = Data(question).base64EncodedString().flatMap { character -> String in
            switch character {
            case "+": "%2B"
            case "/": "%2F"
            case "=": "%3D"
            default: String(character)
            }
        }
        return question.isEmpty
            ? nil : PlainAddress(text + (text.hasSuffix("/") ? "" : "/") + String(encoded))
    }
}
