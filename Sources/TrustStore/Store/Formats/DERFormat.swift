internal import COpenSSL
internal import Certificates

/// A DER file with one certificate, or with signed data that contains certificates; it cannot have a key.
enum DERFormat {
    static func read(_ bytes: [UInt8]) -> StoreContents {
        guard let header = DERHeader(bytes), header.tag == DERHeader.sequence else {
            return .damaged("it is not a PEM, DER or PKCS#12 file")
        }
        switch bytes.dropFirst(header.count).first {
        // A private key starts with its version (RFC 5208, RFC 8017, RFC 5915). It is not touched any further.
        case DERHeader.integer: return StoreContents()
        case DERHeader.objectIdentifier: return PKCS7Format.read(bytes)
        default: break
        }
        guard let count = header.elementCount else { return .damaged("it is not a PEM, DER or PKCS#12 file") }
        guard count <= bytes.count else { return .damaged("it is truncated, or it is not a DER file") }
        let der = Array(bytes.prefix(count))
        if CertificateOutline(der) != nil || Certificate(der: der) != nil {
            return StoreContents(format: .der, certificates: [der])
        }
        if isOtherThanCertificate(der) { return StoreContents() }
        return .damaged("it is not a certificate that OpenSSL can read")
    }

    /// Whether it is a request, a revocation list or an encrypted key.
    private static func isOtherThanCertificate(_ der: [UInt8]) -> Bool {
        ERR_set_mark()
        defer { ERR_pop_to_mark() }
        return der.withUnsafeBufferPointer { bytes in
            var next = bytes.baseAddress
            if let request = d2i_X509_REQ(nil, &next, bytes.count) {
                X509_REQ_free(request)
                return true
            }
            next = bytes.baseAddress
            if let revocations = d2i_X509_CRL(nil, &next, bytes.count) {
                X509_CRL_free(revocations)
                return true
            }
            next = bytes.baseAddress
            // An encrypted key has the shape of a signature: an algorithm and bytes.
            if let encryptedKey = d2i_X509_SIG(nil, &next, bytes.count) {
                X509_SIG_free(encryptedKey)
                return true
            }
            return false
        }
    }
}
