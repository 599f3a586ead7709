internal import COpenSSL

/// The text in an X.509 name (RFC 5280 section 4.1.2.4).
package enum DistinguishedName {
    /// Longest text taken out of a name, in bytes; what is longer is cut.
    private static let textLimit = 1024

    /// The whole of an `X509_NAME *` in RFC 2253 order, most specific first.
    static func line(_ name: OpaquePointer?) -> String {
        guard let name, let buffer = BIO_new(BIO_s_mem()) else { return "" }
        defer { BIO_free(buffer) }
        guard X509_NAME_print_ex(buffer, name, 0, openssl_name_flags()) >= 0 else { return "" }
        var bytes = [UInt8](repeating: 0, count: textLimit)
        let count = BIO_read(buffer, &bytes, Int32(bytes.count))
        return String(decoding: bytes.prefix(max(0, Int(count))), as: UTF8.self)
    }

    /// The last CN of an `X509_NAME *`, or `nil` if it has none.
    static func commonName(_ name: OpaquePointer?) -> String? {
        var last: Int32 = -1
        while case let next = X509_NAME_get_index_by_NID(name, NID_commonName, last), next >= 0 {
            last = next
        }
        guard last >= 0, let entry = X509_NAME_get_entry(name, last) else { return nil }
        var utf8: UnsafeMutablePointer<UInt8>?
        let count = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(entry))
        guard count >= 0, let utf8 else { return nil }
        defer { CRYPTO_free(utf8, #fileID, #line) }
        let bytes = UnsafeBufferPointer(start: utf8, count: min(Int(count), textLimit))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The same of a name in DER, or `nil` if it has none or cannot be read.
    package static func commonName(der: ArraySlice<UInt8>) -> String? {
        ERR_set_mark()
        defer { ERR_pop_to_mark() }
        let name = der.withUnsafeBufferPointer { bytes in
            var next = bytes.baseAddress
            return d2i_X509_NAME(nil, &next, bytes.count)
        }
        guard let name else { return nil }
        defer { X509_NAME_free(name) }
        return commonName(name)
    }
}
