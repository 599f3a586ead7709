internal import COpenSSL
internal import Certificates

/// A DER file with certificates one after the other, or with signed data that contains some; it cannot have a key.
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
        let der = Array(bytes.prefix(count))
        guard isCertificate(der) else {
            return isOtherThanCertificate(der)
                ? StoreContents() : .damaged("it is not a certificate that OpenSSL can read")
        }
        return certificates(in: bytes, first: der)
    }

    /// Further ones follow at once, as in a file that was put together of several; what else follows is left alone.
    private static func certificates(in bytes: [UInt8], first: [UInt8]) -> StoreContents {
        var contents = StoreContents(format: .der, certificates: [first])
        var rest = bytes.dropFirst(first.count)
        while let header = DERHeader(rest), header.tag == DERHeader.sequence, let count = header.elementCount,
            count <= rest.count
        {
            let der = Array(rest.prefix(count))
            guard isCertificate(der), contents.append(der) else { break }
            rest = rest.dropFirst(count)
        }
        return contents
    }

    private static func isCertificate(_ der: [UInt8]) -> Bool {
        CertificateOutline(der) != nil || Certificate(der: der) != nil
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
