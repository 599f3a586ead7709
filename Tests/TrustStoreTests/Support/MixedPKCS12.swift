import COpenSSL
import TestSupport

@testable import TrustStore

/// A PKCS#12 file whose seal and whose parts have passwords of their own.
enum MixedPKCS12 {
    struct Failure: Error {}

    static func make(_ identity: Identity, seal: [UInt8]?, parts: [UInt8]?) throws -> [UInt8] {
        let certificate = identity.der.withUnsafeBufferPointer { bytes in
            var next = bytes.baseAddress
            return d2i_X509(nil, &next, bytes.count)
        }
        defer { X509_free(certificate) }
        // Made with the parts' password, and sealed again with the other one.
        let file = StorePasswords.withText(parts) { text, _ in
            PKCS12_create(
                text, nil, nil, certificate, nil, 0, NID_pbe_WithSHA1And3_Key_TripleDES_CBC, 1, -1, 0)
        }
        guard let file else { throw Failure() }
        defer { PKCS12_free(file) }
        let isSealed = StorePasswords.withText(seal) { text, count in
            PKCS12_set_mac(file, text, count, nil, 0, 1, EVP_sha1())
        }
        guard isSealed == 1 else { throw Failure() }
        var der: UnsafeMutablePointer<UInt8>?
        let count = i2d_PKCS12(file, &der)
        defer { CRYPTO_free(der, #fileID, #line) }
        return Array(UnsafeBufferPointer(start: der, count: max(0, Int(count))))
    }
}
