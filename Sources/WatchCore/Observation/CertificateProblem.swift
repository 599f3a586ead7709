/// Why a presented chain does not verify.
package struct CertificateProblem: Sendable, Equatable {
    package enum Kind: Sendable {
        case expired
        case notYetValid
        /// It leads to an issuer that this host neither has nor trusts.
        case unknownIssuer
        /// For any other reason.
        case untrusted
        case wrongName
        case selfSigned
        case incompleteChain
        /// Its issuer has revoked it.
        case revoked
    }

    /// Where a certificate comes from.
    package enum Origin: Sendable {
        /// The server sent it.
        case server
        /// This host's store of roots holds it.
        case host
    }

    package var kind: Kind
    /// Where in the chain that was built, 0 is the leaf.
    package var depth: Int
    /// OpenSSL's words.
    package var text: String
    /// The certificate that it is about, or `nil` if that cannot be read or is not known.
    package var certificate: CertificateFacts?
    /// Where that comes from, or `nil` if it is not known.
    package var origin: Origin?
    /// What completes the chain up to a root of this host, or `nil` if nothing is known to.
    package var gap: ChainGap?

    package init(
        _ kind: Kind, depth: Int, text: String, certificate: CertificateFacts? = nil,
        origin: Origin? = nil, gap: ChainGap? = nil
    ) {
        self.kind = kind
        self.depth = depth
        self.text = text
        self.certificate = certificate
        self.origin = origin
        self.gap = gap
    }
}

/// What a server leaves out of its chain, as the signatures prove: with it the chain ends at a root of this host.
package struct ChainGap: Sendable, Equatable {
    /// Subject and issuer of the certificate that is missing.
    package var subject: String
    package var issuer: String
    /// The root that the chain then ends at.
    package var root: String
    /// The host from which the certificate below it says that it can be fetched, or `nil` if it names none.
    package var source: String?
    /// Whether the server sends it, but behind a self-signed one of the same name, which leads nowhere.
    package var isSent: Bool

    package init(subject: String, issuer: String, root: String, source: String? = nil, isSent: Bool = false) {
        self.subject = subject
        self.issuer = issuer
        self.root = root
        self.source = source
        self.isSent = isSent
    }
}

extension CertificateProblem.Kind {
    /// Whether the certificates sent do not lead to a root, which others might.
    package var isIssuerMissing: Bool {
        switch self {
        case .unknownIssuer, .incompleteChain: true
        case .expired, .notYetValid, .wrongName, .untrusted, .selfSigned, .revoked: false
        }
    }
}
