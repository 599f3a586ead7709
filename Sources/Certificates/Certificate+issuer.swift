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

    /// The host from which it says that its issuer's certificate can be fetched over plain HTTP, or `nil` if it names none.
    package var issuerSource: String? {
        var text = [CChar](repeating: 0, count: 512)
        guard openssl_issuer_address(x509, &text, Int32(text.count)) == 1 else { return nil }
        let address = text.withUnsafeBytes { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        let host = address.dropFirst("http://".count).prefix { $0 != "/" && $0 != ":" }
        return host.isEmpty ? nil : String(host)
    }
}
