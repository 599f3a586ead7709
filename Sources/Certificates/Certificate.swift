internal import COpenSSL
internal import FoundationEssentials
package import WatchCore

/// An X.509 certificate held by OpenSSL, which reads what stricter parsers refuse.
package final class Certificate {
    /// An `X509 *`.
    package let x509: OpaquePointer

    /// Takes over one reference of `x509` (an `X509 *`), which ends with this object.
    package init(owning x509: OpaquePointer) {
        self.x509 = x509
    }

    /// Adds a reference of its own to `x509` (an `X509 *`).
    package convenience init(retaining x509: OpaquePointer) {
        X509_up_ref(x509)
        self.init(owning: x509)
    }

    /// Reads the certificate that `der` is, or starts with; `nil` if it is none.
    package convenience init?(der: [UInt8]) {
        ERR_set_mark()
        defer { ERR_pop_to_mark() }
        let x509 = der.withUnsafeBufferPointer { bytes in
            var next = bytes.baseAddress
            return d2i_X509(nil, &next, bytes.count)
        }
        guard let x509 else { return nil }
        self.init(owning: x509)
    }

    deinit { X509_free(x509) }

    /// As it was read.
    package var der: [UInt8] {
        var start: UnsafeMutablePointer<UInt8>?
        let count = i2d_X509(x509, &start)
        defer { CRYPTO_free(start, #fileID, #line) }
        return count > 0 ? Array(UnsafeBufferPointer(start: start, count: Int(count))) : []
    }

    /// Of its DER, in bytes.
    package var length: Int { Int(i2d_X509(x509, nil)) }

    /// SHA-1 over the DER, computed without reading further into the certificate.
    package var thumbprint: Thumbprint? {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        guard X509_digest(x509, EVP_sha1(), &digest, &length) == 1 else { return nil }
        return Thumbprint(bytes: digest.prefix(Int(length)))
    }

    /// What it says; `nil` when its dates or digest cannot be read.
    package var facts: CertificateFacts? {
        // What is odd in a certificate must not stay behind in the thread's error queue: the next handshake on
        // this thread would take it for its own.
        ERR_set_mark()
        defer { ERR_pop_to_mark() }
        guard let thumbprint, let notBefore = date(X509_get0_notBefore(x509)),
            let notAfter = date(X509_get0_notAfter(x509))
        else { return nil }
        let subject = X509_get_subject_name(x509)
        let issuer = X509_get_issuer_name(x509)
        return CertificateFacts(
            thumbprint: thumbprint, subject: DistinguishedName.line(subject),
            issuer: DistinguishedName.line(issuer),
            subjectCommonName: DistinguishedName.commonName(subject),
            issuerCommonName: DistinguishedName.commonName(issuer),
            notBefore: notBefore, notAfter: notAfter, signatureAlgorithm: signatureAlgorithm, key: key,
            allowsClientAuthentication: allowsClientAuthentication, connectorID: connectorID,
            keyAlgorithm: keyAlgorithm, keyBits: keyBits, signatureHash: signatureHash,
            isAuthority: isAuthority, version: Int(X509_get_version(x509)) + 1,
            hasNegativeSerial: hasNegativeSerial)
    }

    /// Whether the private key `key` (an `EVP_PKEY *`, which stays the caller's) is this certificate's: only the
    /// public halves are compared.
    package func belongs(toKey key: OpaquePointer) -> Bool {
        ERR_set_mark()
        defer { ERR_pop_to_mark() }
        return X509_check_private_key(x509, key) == 1
    }
}

extension Certificate {
    private func date(_ time: UnsafePointer<ASN1_TIME>?) -> Date? {
        var parts = tm()
        guard let time, ASN1_TIME_to_tm(time, &parts) == 1 else { return nil }
        return Date(timeIntervalSince1970: Double(timegm(&parts)))
    }

    /// Extension 1.3.6.1.4.1.311.82.1: 16 bytes, raw or in an OCTET STRING, in .NET's order of a GUID's bytes
    /// (the first three groups little-endian).
    private var connectorID: String? {
        guard let object = OBJ_txt2obj("1.3.6.1.4.1.311.82.1", 1) else { return nil }
        defer { ASN1_OBJECT_free(object) }
        let index = X509_get_ext_by_OBJ(x509, object, -1)
        guard index >= 0, let value = X509_EXTENSION_get_data(X509_get_ext(x509, index)),
            let start = ASN1_STRING_get0_data(value)
        else { return nil }
        var bytes = Array(UnsafeBufferPointer(start: start, count: Int(ASN1_STRING_length(value))))
        if bytes.count == 18, bytes[0] == 0x04, bytes[1] == 16 { bytes.removeFirst(2) }
        guard bytes.count == 16 else { return nil }
        let groups: [[Int]] = [[3, 2, 1, 0], [5, 4], [7, 6], [8, 9], [10, 11, 12, 13, 14, 15]]
        return groups.map { group in
            group.map { (bytes[$0] < 16 ? "0" : "") + String(bytes[$0], radix: 16) }.joined()
        }.joined(separator: "-")
    }
}
