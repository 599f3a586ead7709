package import FoundationEssentials

/// What a certificate says, without judging it.
package struct CertificateFacts: Sendable, Equatable, Codable {
    /// SHA-1 over the raw DER.
    package var thumbprint: Thumbprint
    /// Whole names, RFC 2253 order, most specific first.
    package var subject: String
    package var issuer: String
    /// The (last) CN of each, or `nil` if there is none.
    package var subjectCommonName: String?
    package var issuerCommonName: String?
    package var notBefore: Date
    package var notAfter: Date
    /// OpenSSL's long name, as in `sha512WithRSAEncryption`.
    package var signatureAlgorithm: String
    /// As in `RSA 2048`, `EC 256`.
    package var key: String
    /// Whether the extended key usage names clientAuth, or `nil` if there is no such extension.
    package var allowsClientAuthentication: Bool?
    /// The connector's id from extension 1.3.6.1.4.1.311.82.1, lower case GUID.
    package var connectorID: String?
    // Optional all: a state that version 0.1.0 saved has none of what follows.
    /// OpenSSL's name of the key's kind, as in `RSA`, `RSA-PSS`, `EC`, `DSA`, `ED25519`, or `nil` if it cannot be read.
    package var keyAlgorithm: String?
    package var keyBits: Int?
    /// The hash that was signed, as in `sha512`, or `nil` if the algorithm names none (Ed25519) or is unknown.
    package var signatureHash: String?
    /// Whether the basic constraints make it an authority's, or `nil` if there is no such extension, or it cannot be read.
    package var isAuthority: Bool?
    /// 1 to 3.
    package var version: Int?
    /// RFC 5280 section 4.1.2.2 wants it positive; stricter parsers refuse such a certificate.
    package var hasNegativeSerial: Bool?

    package init(
        thumbprint: Thumbprint, subject: String, issuer: String, subjectCommonName: String?,
        issuerCommonName: String?, notBefore: Date, notAfter: Date, signatureAlgorithm: String, key: String,
        allowsClientAuthentication: Bool? = nil, connectorID: String? = nil, keyAlgorithm: String? = nil,
        keyBits: Int? = nil, signatureHash: String? = nil, isAuthority: Bool? = nil, version: Int? = nil,
        hasNegativeSerial: Bool? = nil
    ) {
        self.thumbprint = thumbprint
        self.subject = subject
        self.issuer = issuer
        self.subjectCommonName = subjectCommonName
        self.issuerCommonName = issuerCommonName
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.signatureAlgorithm = signatureAlgorithm
        self.key = key
        self.allowsClientAuthentication = allowsClientAuthentication
        self.connectorID = connectorID
        self.keyAlgorithm = keyAlgorithm
        self.keyBits = keyBits
        self.signatureHash = signatureHash
        self.isAuthority = isAuthority
        self.version = version
        self.hasNegativeSerial = hasNegativeSerial
    }

    /// Whether it ends before it begins, so that it never was valid.
    package var endsBeforeItBegins: Bool { notAfter < notBefore }

    /// Whether its key is an RSA one, for whichever padding.
    package var hasRSAKey: Bool { keyAlgorithm == "RSA" || keyAlgorithm == "RSA-PSS" }
}
