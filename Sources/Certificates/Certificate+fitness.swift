internal import COpenSSL

/// What decides whether a certificate is fit for what it is for: key, signature, usage and form.
///
/// Each extension is read by itself: OpenSSL's own summary of a certificate is void when any of them is odd.
extension Certificate {
    /// OpenSSL's name of the algorithm; for one that names its hash apart (RSA-PSS), the hash follows.
    var signatureAlgorithm: String {
        let algorithm = X509_get_signature_nid(x509)
        guard algorithm == NID_rsassaPss, let hash = signedHash else { return longName(algorithm) }
        return "\(longName(algorithm)) \(longName(hash))"
    }

    /// As in `sha512`.
    var signatureHash: String? {
        signedHash.flatMap { OBJ_nid2sn($0) }.map { String(cString: $0).lowercased() }
    }

    private var signedHash: Int32? {
        let algorithm = X509_get_signature_nid(x509)
        var hash = NID_undef
        let isKnown =
            algorithm == NID_rsassaPss
            ? X509_get_signature_info(x509, &hash, nil, nil, nil)
            : OBJ_find_sigid_algs(algorithm, &hash, nil)
        return isKnown == 1 && hash != NID_undef ? hash : nil
    }

    var key: String {
        guard let keyBits else { return "unreadable" }
        return "\(keyAlgorithm ?? "unknown") \(keyBits)"
    }

    var keyAlgorithm: String? {
        X509_get0_pubkey(x509).flatMap { EVP_PKEY_get0_type_name($0) }.map { String(cString: $0) }
    }

    var keyBits: Int? {
        X509_get0_pubkey(x509).map { Int(EVP_PKEY_get_bits($0)) }
    }

    var allowsClientAuthentication: Bool? {
        guard let list = X509_get_ext_d2i(x509, NID_ext_key_usage, nil, nil) else { return nil }
        let usage = OpaquePointer(list)
        defer { EXTENDED_KEY_USAGE_free(usage) }
        return (0..<openssl_purpose_count(usage)).contains { index in
            [NID_client_auth, NID_anyExtendedKeyUsage].contains(openssl_purpose(usage, index))
        }
    }

    var isAuthority: Bool? {
        guard let value = X509_get_ext_d2i(x509, NID_basic_constraints, nil, nil) else { return nil }
        let constraints = value.assumingMemoryBound(to: BASIC_CONSTRAINTS.self)
        defer { BASIC_CONSTRAINTS_free(constraints) }
        return constraints.pointee.ca != 0
    }

    var hasNegativeSerial: Bool {
        X509_get0_serialNumber(x509).map { ASN1_STRING_type($0) == V_ASN1_NEG_INTEGER } ?? false
    }

    private func longName(_ nid: Int32) -> String {
        OBJ_nid2ln(nid).map { String(cString: $0) } ?? "unknown"
    }
}
