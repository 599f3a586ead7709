internal import COpenSSL
internal import FoundationEssentials
package import WatchCore

/// An X.509 certificate held by OpenSSL, which reads what stricter parsers refuse.
package final class Certificate {
    private let x509: OpaquePointer

    /// Takes over one reference of `x509` (an `X509 *`), which ends with this object.
    package init(owning x509: OpaquePointer) {
        self.x509 = x509
    }

    /// Adds a reference of its own to `x509` (an `X509 *`).
    package convenience init(retaining x509: OpaquePointer) {
        X509_up_ref(x509)
        self.init(owning: x509)
    }

    /// Reads the certificate that `der` is, or starts with; `nil`: it is none.
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
            thumbprint: thumbprint, subject: line(subject), issuer: line(issuer),
            subjectCommonName: commonName(subject), issuerCommonName: commonName(issuer),
            notBefore: notBefore, notAfter: notAfter, signatureAlgorithm: signatureAlgorithm, key: key,
            allowsClientAuthentication: allowsClientAuthentication, connectorID: connectorID)
    }

    /// OpenSSL's name of the algorithm; for one that names its hash apart (RSA-PSS), the hash follows.
    private var signatureAlgorithm: String {
        let algorithm = X509_get_signature_nid(x509)
        var hash = NID_undef
        guard algorithm == NID_rsassaPss, X509_get_signature_info(x509, &hash, nil, nil, nil) == 1,
            hash != NID_undef
        else { return longName(algorithm) }
        return "\(longName(algorithm)) \(longName(hash))"
    }

    private var key: String {
        guard let key = X509_get0_pubkey(x509) else { return "unreadable" }
        let name = EVP_PKEY_get0_type_name(key).map { String(cString: $0) } ?? "unknown"
        return "\(name) \(EVP_PKEY_get_bits(key))"
    }

    private var allowsClientAuthentication: Bool? {
        // Read by itself: OpenSSL's own summary of a certificate is void when any other extension is odd.
        guard let list = X509_get_ext_d2i(x509, NID_ext_key_usage, nil, nil) else { return nil }
        let usage = OpaquePointer(list)
        defer { EXTENDED_KEY_USAGE_free(usage) }
        return (0..<openssl_purpose_count(usage)).contains { index in
            [NID_client_auth, NID_anyExtendedKeyUsage].contains(openssl_purpose(usage, index))
        }
    }
}

extension Thumbprint {
    /// The thumbprint of the certificate whose raw DER this is, without reading it.
    package init?(der: [UInt8]) {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        guard EVP_Digest(der, der.count, &digest, &length, EVP_sha1(), nil) == 1 else { return nil }
        self.init(bytes: digest.prefix(Int(length)))
    }
}

extension Certificate {
    /// Longest text taken out of a certificate, in bytes; what is longer is cut.
    private static let textLimit = 1024

    private func date(_ time: UnsafePointer<ASN1_TIME>?) -> Date? {
        var parts = tm()
        guard let time, ASN1_TIME_to_tm(time, &parts) == 1 else { return nil }
        return Date(timeIntervalSince1970: Double(timegm(&parts)))
    }

    private func longName(_ nid: Int32) -> String {
        OBJ_nid2ln(nid).map { String(cString: $0) } ?? "unknown"
    }

    private func line(_ name: OpaquePointer?) -> String {
        guard let name, let buffer = BIO_new(BIO_s_mem()) else { return "" }
        defer { BIO_free(buffer) }
        guard X509_NAME_print_ex(buffer, name, 0, openssl_name_flags()) >= 0 else { return "" }
        var bytes = [UInt8](repeating: 0, count: Self.textLimit)
        let count = BIO_read(buffer, &bytes, Int32(bytes.count))
        return String(decoding: bytes.prefix(max(0, Int(count))), as: UTF8.self)
    }

    private func commonName(_ name: OpaquePointer?) -> String? {
        var last: Int32 = -1
        while case let next = X509_NAME_get_index_by_NID(name, NID_commonName, last), next >= 0 {
            last = next
        }
        guard last >= 0, let entry = X509_NAME_get_entry(name, last) else { return nil }
        var utf8: UnsafeMutablePointer<UInt8>?
        let count = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(entry))
        guard count >= 0, let utf8 else { return nil }
        defer { CRYPTO_free(utf8, #fileID, #line) }
        let bytes = UnsafeBufferPointer(start: utf8, count: min(Int(count), Self.textLimit))
        return String(decoding: bytes, as: UTF8.self)
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
