internal import COpenSSL
internal import Files
internal import WatchCore

/// Bags of a PKCS#12 file that OpenSSL refuses as a whole because of one of them, read one by one.
///
/// GnuTLS's `certtool --to-p12 --password=` puts a key that is not encrypted into a bag for encrypted ones.
enum PKCS12OddBags {
    private static let bagLimit = 10_000

    /// Reads the bags of a part that is not encrypted.
    ///
    /// - Returns: `false` if it is not a list of bags in DER.
    static func read(
        _ part: UnsafeMutablePointer<PKCS7>, into contents: inout StoreContents,
        _ keys: PKCS12Format.KeyVisitor
    ) -> Bool {
        guard let string = part.pointee.d.data, let start = ASN1_STRING_get0_data(string) else {
            return false
        }
        // It may hold a private key.
        var bytes = Array(UnsafeBufferPointer(start: start, count: Int(ASN1_STRING_length(string))))
        defer { RegularFile.wipe(&bytes) }
        guard let list = element(bytes[...]), list.tag == DERHeader.sequence else { return false }
        var rest = list.contents
        for _ in 0..<bagLimit {
            guard let bag = element(rest) else { break }
            guard read(bag, into: &contents, keys) else { return true }
            rest = rest[(rest.startIndex + bag.count)...]
        }
        return rest.isEmpty
    }

    /// Reads one bag; `false` if there are too many certificates.
    private static func read(
        _ bag: Element, into contents: inout StoreContents, _ keys: PKCS12Format.KeyVisitor
    ) -> Bool {
        let whole = bag.whole.withUnsafeBufferPointer { bytes in
            var next = bytes.baseAddress
            return d2i_PKCS12_SAFEBAG(nil, &next, bytes.count)
        }
        if let whole {
            defer { PKCS12_SAFEBAG_free(whole) }
            return PKCS12Format.collect(bag: whole, into: &contents, keys)
        }
        ERR_clear_error()
        guard let id = element(bag.contents), id.tag == DERHeader.objectIdentifier,
            let value = element(bag.contents.dropFirst(id.count)), value.tag == DERHeader.context0,
            let key = bareKey(value.contents)
        else {
            contents.note(.damaged, "a bag in it cannot be read")
            return true
        }
        defer { PKCS8_PRIV_KEY_INFO_free(key) }
        contents.hasKey = true
        keys(.plain(key))
        return true
    }

    /// A private key that is not encrypted (RFC 5958), or `nil` if it is something else.
    private static func bareKey(_ bytes: ArraySlice<UInt8>) -> OpaquePointer? {
        bytes.withUnsafeBufferPointer { bytes in
            var next = bytes.baseAddress
            let key = d2i_PKCS8_PRIV_KEY_INFO(nil, &next, bytes.count)
            if key == nil { ERR_clear_error() }
            return key
        }
    }

    private struct Element {
        var tag: UInt8
        var whole: ArraySlice<UInt8>
        var contents: ArraySlice<UInt8>
        var count: Int { whole.count }
    }

    /// The first element, or `nil` if it is not whole.
    private static func element(_ bytes: ArraySlice<UInt8>) -> Element? {
        guard let header = DERHeader(bytes), let count = header.elementCount, count <= bytes.count else {
            return nil
        }
        let whole = bytes.prefix(count)
        return Element(tag: header.tag, whole: whole, contents: whole.dropFirst(header.count))
    }
}
