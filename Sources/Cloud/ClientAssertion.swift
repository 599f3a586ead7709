internal import FoundationEssentials
internal import NetworkPath
internal import WatchCore

/// What proves who an application is: a JSON Web Token that it signs itself (RFC 7523 section 2.2).
///
/// The vendor's form has `PS256` and the certificate's SHA-256 (`x5t#S256`, RFC 7515 section 4.1.8).
enum ClientAssertion {
    /// The `client_assertion_type` of its requests.
    static let type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    /// Whoever copies it has this long to use it; the vendor recommends 5 to 10 minutes.
    static let lifetime = Duration.seconds(300)

    /// Makes one for one request.
    ///
    /// - Parameters:
    ///   - application: its id.
    ///   - page: where it is shown.
    ///   - certificate: signs it.
    ///   - date: now.
    /// - Returns: the token, or `nil` if OpenSSL refuses to sign.
    static func make(
        for application: String, at page: PageAddress, by certificate: ClientCertificate, date: Date
    ) -> SecretBytes? {
        let now = Int(date.timeIntervalSince1970)
        let head = #"{"alg":"PS256","typ":"JWT","x5t#S256":"\#(base64URL(certificate.digest))"}"#
        let claims = """
            {"aud":"\(page.text)","exp":\(now + Int(lifetime.components.seconds)),"iat":\(now),"iss":"\(application)",\
            "jti":"\(UUID().uuidString.lowercased())","nbf":\(now),"sub":"\(application)"}
            """
        let signed = "\(base64URL(Array(head.utf8))).\(base64URL(Array(claims.utf8)))"
        guard let signature = certificate.signature(of: Array(signed.utf8)) else { return nil }
        var token = Array("\(signed).\(base64URL(signature))".utf8)
        return SecretBytes(moving: &token)
    }

    /// Base64url without padding (RFC 4648 section 5).
    private static func base64URL(_ bytes: [UInt8]) -> String {
        let text = Data(bytes).base64EncodedString()
        return String(
            text.compactMap { character -> Character? in
                switch character {
                case "+": "-"
                case "/": "_"
                case "=": nil
                default: character
                }
            })
    }
}
