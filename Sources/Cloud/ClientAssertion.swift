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
        var digest: [UInt8] = []
        digest.append(base64URL: certificate.digest)
        let name = String(decoding: digest, as: UTF8.self)
        let head = #"{"alg":"PS256","typ":"JWT","x5t#S256":"\#(name)"}"#
        let claims = """
            {"aud":"\(page.text)","exp":\(now + Int(lifetime.components.seconds)),"iat":\(now),"iss":"\(application)",\
            "jti":"\(UUID().uuidString.lowercased())","nbf":\(now),"sub":"\(application)"}
            """
        var token: [UInt8] = []
        // An array that grows would leave copies of its bytes behind.
        token.reserveCapacity(2 * (head.utf8.count + claims.utf8.count + longestSignature))
        token.append(base64URL: Array(head.utf8))
        token.append(UInt8(ascii: "."))
        token.append(base64URL: Array(claims.utf8))
        guard var signature = certificate.signature(of: token) else { return nil }
        defer { signature.overwrite() }
        token.append(UInt8(ascii: "."))
        token.append(base64URL: signature)
        return SecretBytes(moving: &token)
    }

    /// That of an RSA key of 16,384 bits, the longest that OpenSSL takes.
    private static let longestSignature = 2048
}

extension [UInt8] {
    /// Adds base64url without padding (RFC 4648 section 5).
    fileprivate mutating func append(base64URL bytes: [UInt8]) {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let part = bytes[start..<Swift.min(start + 3, bytes.count)]
            let bits = part.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - part.count))
            for place in 0...part.count { append(digits[Int(bits >> UInt32(18 - 6 * place)) & 63]) }
        }
    }
}
