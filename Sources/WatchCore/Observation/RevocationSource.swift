package import FoundationEssentials

/// One address that a certificate names for those who check it, and what came of asking it.
package struct RevocationSource: Sendable, Equatable {
    /// What the address is for.
    package enum Kind: String, Sendable, CaseIterable {
        /// It has the certificate of the issuer.
        case issuer
        /// It has a list of the certificates that the issuer has revoked (CRL).
        case list
        /// It answers whether the certificate is revoked (OCSP).
        case responder
    }

    /// Why it did not give what it is for.
    package enum Failure: Sendable, Equatable {
        /// Nothing came, after so long.
        case path(PathStop, after: Duration)
        /// An answer with this status.
        case status(Int)
        /// Something else came: what, in a few words.
        case content(String)
        /// A certificate came that did not issue this one.
        case otherIssuer
        /// The responder does not answer this question: its reason.
        case refusal(String)
        /// It was not asked, for this reason.
        case notAsked(String)
    }

    /// What is known of the certificate.
    package enum Status: Sendable, Equatable {
        case good
        case revoked(reason: String?, date: Date?)
    }

    package var kind: Kind
    /// As the certificate names it.
    package var address: PlainAddress
    /// Where the certificate stands in what the server sent, 0 is its own.
    package var depth: Int
    /// The certificate that names it.
    package var certificate: CertificateFacts?
    /// Whether the server leaves out the certificate that it has.
    package var isNeeded = false
    /// Whether it was asked through the proxy; the connector itself asks directly, whatever its proxy.
    package var isProxied = false
    /// When it was asked; that may be a while ago, as nobody is asked too often.
    package var asked: Date
    /// `nil` if it gave what it is for.
    package var failure: Failure?
    /// When there will be a newer list or answer, or `nil` if that is not said.
    package var nextUpdate: Date?
    /// By the last list or answer that the issuer signed, or `nil` if there is none.
    package var status: Status?

    package init(
        _ kind: Kind, _ address: PlainAddress, depth: Int = 0, certificate: CertificateFacts? = nil,
        asked: Date, failure: Failure? = nil, nextUpdate: Date? = nil, status: Status? = nil
    ) {
        self.kind = kind
        self.address = address
        self.depth = depth
        self.certificate = certificate
        self.asked = asked
        self.failure = failure
        self.nextUpdate = nextUpdate
        self.status = status
    }
}
