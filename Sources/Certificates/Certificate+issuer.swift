internal import COpenSSL

extension Certificate {
    /// Whether it is the same, byte for byte, as `other` (an `X509 *`).
    package func isSame(as other: OpaquePointer) -> Bool { X509_cmp(x509, other) == 0 }

    /// Whether its issuer has the name of its subject, as in a root.
    package var isSelfIssued: Bool {
        X509_NAME_cmp(X509_get_subject_name(x509), X509_get_issuer_name(x509)) == 0
    }

    package func hasSubject(of other: Certificate) -> Bool {
        X509_NAME_cmp(X509_get_subject_name(x509), X509_get_subject_name(other.x509)) == 0
    }

    /// Whether names, key identifiers and key usage fit (X509_check_issued(3)); the signature is not verified.
    package func mayHaveIssued(_ other: Certificate) -> Bool {
        X509_check_issued(x509, other.x509) == X509_V_OK
    }

    /// Whether names and usage fit, and its key signed the other one.
    package func hasIssued(_ other: Certificate) -> Bool {
        ERR_set_mark()
        defer { ERR_pop_to_mark() }
        guard mayHaveIssued(other), let key = X509_get0_pubkey(x509) else { return false }
        return X509_verify(other.x509, key) == 1
    }

    /// The content of its serial number in DER.
    package var serial: [UInt8] {
        var start: UnsafeMutablePointer<UInt8>?
        let count = i2d_ASN1_INTEGER(X509_get0_serialNumber(x509), &start)
        defer { CRYPTO_free(start, #fileID, #line) }
        let bytes = Array(UnsafeBufferPointer(start: start, count: max(0, Int(count))))
        // Longer ones than 127 bytes have another head; RFC 5280 section 4.1.2.2 allows 20.
        return bytes.count > 2 && bytes[1] < 0x80 ? Array(bytes.dropFirst(2)) : []
    }

    /// Where it says that its issuer's certificate can be fetched.
    package var issuerPlaces: IssuerPlaces {
        let places = openssl_find_issuer(x509)
        let address = withUnsafeBytes(of: places.address) {
            String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        }
        let host = address.dropFirst("http://".count).prefix { $0 != "/" && $0 != ":" }
        return IssuerPlaces(
            isEmpty: places.count == 0, hasDirectory: places.has_directory == 1,
            host: host.isEmpty ? nil : String(host))
    }

    /// The entries of kind "CA Issuers" (RFC 5280 section 4.2.2.1).
    package struct IssuerPlaces {
        package var isEmpty: Bool
        /// Whether one of them is a directory (LDAP), as those of companies are.
        package var hasDirectory: Bool
        /// The host of the first one over plain HTTP, or `nil` if there is none.
        package var host: String?

        /// Whether they are as those of a public authority: a company's, which an inspecting device has, name a directory
        /// as well, or a host without a domain.
        package var arePublic: Bool { !hasDirectory && host?.contains(".") == true }
    }
}
