internal import COpenSSL
internal import WatchCore

/// Signed data with certificates in it (RFC 2315), `.p7b` or `.p7c`: mostly the degenerate kind that nobody signed.
enum PKCS7Format {
    /// Reads the DER or BER of a content info; other types are ignored.
    static func read(_ bytes: [UInt8]) -> StoreContents {
        ERR_clear_error()
        defer { ERR_clear_error() }
        let message = bytes.withUnsafeBufferPointer { bytes in
            var next = bytes.baseAddress
            return d2i_PKCS7(nil, &next, bytes.count)
        }
        guard let message else { return .damaged(OpenSSLErrors.takeWords()) }
        defer { PKCS7_free(message) }
        guard let certificates = openssl_certificates(message) else { return StoreContents() }
        var contents = StoreContents(format: .pkcs7)
        for index in 0..<openssl_certificate_count(certificates) {
            guard let der = openssl_certificate(certificates, index).flatMap(DERBytes.of) else { continue }
            guard contents.append(der) else { break }
        }
        return contents
    }
}

/// What OpenSSL writes of what it has read.
enum DERBytes {
    /// The DER of an `X509 *`, which stays the caller's.
    static func of(_ x509: OpaquePointer) -> [UInt8]? {
        var der: UnsafeMutablePointer<UInt8>?
        let count = i2d_X509(x509, &der)
        guard count > 0 else { return nil }
        defer { CRYPTO_free(der, #fileID, #line) }
        return Array(UnsafeBufferPointer(start: der, count: Int(count)))
    }
}
