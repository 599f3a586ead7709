internal import COpenSSL
package import WatchCore

/// A thumbprint as 20 bytes in place: what thousands of certificates are told apart by.
package struct CertificateDigest: Sendable, Hashable {
    private let first: UInt64
    private let second: UInt64
    private let third: UInt32

    /// The digest of the certificate whose raw DER this is, without reading it, or `nil` if OpenSSL refuses SHA-1.
    package init?(der: [UInt8]) {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        guard EVP_Digest(der, der.count, &digest, &length, EVP_sha1(), nil) == 1, length == 20 else {
            return nil
        }
        self.init(bytes: digest)
    }

    package init(_ thumbprint: Thumbprint) {
        let digits = thumbprint.text.utf8.map { $0 < UInt8(ascii: "A") ? $0 - 48 : $0 - 55 }
        self.init(bytes: stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] })
    }

    private init(bytes: [UInt8]) {
        func number<Word: FixedWidthInteger>(_ range: Range<Int>) -> Word {
            bytes[range].reduce(0) { $0 << 8 | Word($1) }
        }
        (first, second, third) = (number(0..<8), number(8..<16), number(16..<20))
    }

    package var thumbprint: Thumbprint? {
        func bytes(_ word: some FixedWidthInteger) -> [UInt8] {
            withUnsafeBytes(of: word.bigEndian) { Array($0) }
        }
        return Thumbprint(bytes: bytes(first) + bytes(second) + bytes(third))
    }
}
