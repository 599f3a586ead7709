internal import COpenSSL
internal import NetworkPath

/// The certificate of an application and its private key, which signs in its name.
final class ClientCertificate {
    /// SHA-256 over the certificate, by which the authority knows it.
    let digest: [UInt8]
    /// An `EVP_PKEY *` of RSA.
    private let key: OpaquePointer

    /// What is wrong with a text.
    struct Flaw: Error, Equatable {
        /// A clause about the credential.
        let text: String
    }

    /// - Parameter pem: the certificate and its key, in any order; further certificates do not count.
    /// - Throws: What is wrong with them.
    init(pem: SecretBytes) throws(Flaw) {
        ERR_set_mark()
        defer { ERR_pop_to_mark() }
        guard let key = pem.reading({ PEM_read_bio_PrivateKey($0, nil, noPassword, nil) }) else {
            throw Flaw(text: "has no private key that can be read without a password")
        }
        var isKept = false
        defer { if !isKept { EVP_PKEY_free(key) } }
        guard EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA else {
            throw Flaw(text: "has a key that is not RSA, which the cloud does not take")
        }
        guard let digest = pem.reading({ Self.digest(ofCertificateFor: key, in: $0) }) else {
            throw Flaw(text: "has no certificate that belongs to its key")
        }
        self.digest = digest
        self.key = key
        isKept = true
    }

    deinit { EVP_PKEY_free(key) }

    /// Signs with RSASSA-PSS and SHA-256, which is PS256 of RFC 7518 section 3.5; `nil` if OpenSSL refuses it.
    func signature(of text: [UInt8]) -> [UInt8]? {
        ERR_set_mark()
        defer { ERR_pop_to_mark() }
        guard let context = EVP_MD_CTX_new() else { return nil }
        defer { EVP_MD_CTX_free(context) }
        var parameters: OpaquePointer?
        guard EVP_DigestSignInit(context, &parameters, EVP_sha256(), nil, key) == 1,
            EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) > 0,
            EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST) > 0
        else { return nil }
        var length = Int(EVP_PKEY_get_size(key))
        var signature = [UInt8](repeating: 0, count: length)
        guard EVP_DigestSign(context, &signature, &length, text, text.count) == 1 else { return nil }
        signature.removeLast(signature.count - length)
        return signature
    }

    /// That of the first certificate with the public half of a key.
    private static func digest(ofCertificateFor key: OpaquePointer, in pem: OpaquePointer) -> [UInt8]? {
        while let certificate = PEM_read_bio_X509(pem, nil, noPassword, nil) {
            defer { X509_free(certificate) }
            guard X509_check_private_key(certificate, key) == 1 else { continue }
            var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
            var length: UInt32 = 0
            guard X509_digest(certificate, EVP_sha256(), &digest, &length) == 1 else { return nil }
            return Array(digest.prefix(Int(length)))
        }
        return nil
    }
}

extension SecretBytes {
    /// Lets OpenSSL read the bytes (a `BIO *`).
    fileprivate func reading<Result>(_ body: (OpaquePointer) -> Result?) -> Result? {
        var result: Result?
        withBytes { bytes in
            guard let source = BIO_new_mem_buf(bytes.baseAddress, Int32(bytes.count)) else { return }
            defer { BIO_free(source) }
            result = body(source)
        }
        return result
    }
}

/// An encrypted key would be asked for on the terminal otherwise.
private func noPassword(
    _: UnsafeMutablePointer<CChar>?, _: Int32, _: Int32, _: UnsafeMutableRawPointer?
) -> Int32 { 0 }
