package import FoundationEssentials

/// What a certificate says, without judging it.
package struct CertificateFacts: Sendable, Equatable, Codable {
    /// SHA-1 over the raw DER.
    package var thumbprint: Thumbprint
    /// Whole names, RFC 2253 order, most specific first.
    package var subject: String
    package var issuer: String
    /// The (last) CN of each; `nil`: none.
    package var subjectCommonName: String?
    package var issuerCommonName: String?
    package var notBefore: Date
    package var notAfter: Date
    /// OpenSSL's long name, as in `sha512WithRSAEncryption`.
    package var signatureAlgorithm: String
    /// As in `RSA 2048`, `EC 256`.
    package var key: String
    /// Whether the extended key usage names clientAuth; `nil`: no such extension.
    package var allowsClientAuthentication: Bool?
    /// The connector's id from extension 1.3.6.1.4.1.311.82.1, lower case GUID.
    package var connectorID: String?

    package init(
        thumbprint: Thumbprint, subject: String, issuer: String, subjectCommonName: String?,
        issuerCommonName: String?, notBefore: Date, notAfter: Date, signatureAlgorithm: String, key: String,
        allowsClientAuthentication: Bool? = nil, connectorID: String? = nil
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
    }
}
