/// What a handshake negotiated and what the peer presented.
package struct TLSFacts: Sendable, Equatable {
    /// `TLSv1.2`, `TLSv1.3`; empty when the handshake did not come so far.
    package var version: String
    /// OpenSSL's name of the cipher suite.
    package var cipher: String
    /// Hash and kind of the peer's handshake signature, as in `rsa_pss_rsae_sha256`; empty when unknown.
    package var signature: String
    /// The group of the key exchange, as in `x25519`; empty when unknown, or there was none.
    package var group: String
    /// The chain as presented, the leaf first.
    package var chain: [CertificateFacts]
    /// All that is wrong with the chain, in the order OpenSSL finds it; empty: it verifies for the name against the
    /// system's roots.
    package var problems: [CertificateProblem]
    /// The root that the chain was built up to, where need be with what the server leaves out, or `nil` if that is none
    /// that is trusted.
    package var root: RootFacts?
    /// The authorities between the server's own certificate and ``root`` that the chain was built over, whether the server
    /// sent them or not.
    package var intermediates: [CertificateFacts]
    /// What the addresses gave that the certificates name; empty: none was asked.
    package var revocation: [RevocationSource] = []

    package init(
        version: String = "", cipher: String = "", signature: String = "", group: String = "",
        chain: [CertificateFacts] = [], problems: [CertificateProblem] = [], root: RootFacts? = nil,
        intermediates: [CertificateFacts] = []
    ) {
        self.version = version
        self.cipher = cipher
        self.signature = signature
        self.group = group
        self.chain = chain
        self.problems = problems
        self.root = root
        self.intermediates = intermediates
    }
}

/// The trusted root of a chain.
package struct RootFacts: Sendable, Equatable {
    package var facts: CertificateFacts
    /// Whether the distribution ships it, so that it is nobody's own, or `nil` if no list of those is on this host.
    package var isPublic: Bool?

    package init(facts: CertificateFacts, isPublic: Bool?) {
        self.facts = facts
        self.isPublic = isPublic
    }
}

extension TLSFacts {
    /// Whether the key exchange is the one by RSA, without a signature and without forward secrecy, by OpenSSL's name of the
    /// suite; TLS 1.3 has none.
    package var hasRSAKeyExchange: Bool {
        !cipher.isEmpty && !["TLS_", "ECDHE", "DHE", "ADH", "AECDH"].contains { cipher.hasPrefix($0) }
    }

    /// Whether the cipher is one in CBC mode, by OpenSSL's name of the suite.
    package var hasCBC: Bool {
        let isAuthenticated = ["GCM", "CCM", "CHACHA20"].contains { cipher.contains($0) }
        return !isAuthenticated && ["AES", "CAMELLIA", "ARIA", "DES"].contains { cipher.contains($0) }
    }
}
