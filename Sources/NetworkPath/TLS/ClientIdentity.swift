internal import COpenSSL

/// A certificate, what completes its chain, and its key, which this host shows a server that asks for them.
struct ClientIdentity {
    /// PEM, in any order but the certificate before those of its chain.
    let pem: [UInt8]

    /// - Throws: Why it cannot be used.
    func apply(to context: OpaquePointer) throws(NetworkPathError) {
        ERR_clear_error()
        let isApplied = pem.withUnsafeBytes { bytes -> Bool in
            guard let blocks = BIO_new_mem_buf(bytes.baseAddress, Int32(bytes.count)),
                let keys = BIO_new_mem_buf(bytes.baseAddress, Int32(bytes.count))
            else { return false }
            defer {
                BIO_free(blocks)
                BIO_free(keys)
            }
            guard let own = PEM_read_bio_X509(blocks, nil, noPassword, nil) else { return false }
            defer { X509_free(own) }
            guard SSL_CTX_use_certificate(context, own) == 1 else { return false }
            while let issuer = PEM_read_bio_X509(blocks, nil, noPassword, nil) {
                defer { X509_free(issuer) }
                guard SSL_CTX_ctrl(context, SSL_CTRL_CHAIN_CERT, 1, UnsafeMutableRawPointer(issuer)) == 1
                else { return false }
            }
            ERR_clear_error()
            guard let key = PEM_read_bio_PrivateKey(keys, nil, noPassword, nil) else { return false }
            defer { EVP_PKEY_free(key) }
            return SSL_CTX_use_PrivateKey(context, key) == 1
        }
        guard isApplied else {
            throw NetworkPathError(
                "The client certificate and its key cannot be used: \(TLSFailure.firstReason).")
        }
    }
}

/// An encrypted key would be asked for on the terminal otherwise.
private func noPassword(
    _: UnsafeMutablePointer<CChar>?, _: Int32, _: Int32, _: UnsafeMutableRawPointer?
) -> Int32 { 0 }
