/// The outline of a certificate in DER (RFC 5280 section 4.1), told by tags and lengths alone.
///
/// It costs a hundredth of reading the certificate, which is done only for those that count.
struct CertificateOutline {
    /// A longer issuer is not kept apart, in bytes.
    private static let issuerLimit = 2048

    /// The issuer's name in DER; empty where it is beyond the bound.
    let issuer: ArraySlice<UInt8>

    /// `nil`: the bytes do not have the outline of a certificate, or not in strict DER.
    init?(_ der: [UInt8]) {
        guard var certificate = Self.contents(of: der[...], tag: DERHeader.sequence),
            let signed = Self.take(DERHeader.sequence, from: &certificate),
            Self.take(DERHeader.sequence, from: &certificate) != nil,
            var fields = Self.contents(of: signed, tag: DERHeader.sequence)
        else { return nil }
        // The version is absent in version 1.
        _ = Self.take(DERHeader.context0, from: &fields)
        guard Self.take(DERHeader.integer, from: &fields) != nil,
            Self.take(DERHeader.sequence, from: &fields) != nil,
            let issuer = Self.take(DERHeader.sequence, from: &fields)
        else { return nil }
        // Validity, subject and key: a request or a revocation list goes on otherwise.
        for _ in 0..<3 {
            guard Self.take(DERHeader.sequence, from: &fields) != nil else { return nil }
        }
        self.issuer = issuer.count <= Self.issuerLimit ? issuer : []
    }

    /// What the element that `bytes` start with holds.
    private static func contents(of bytes: ArraySlice<UInt8>, tag: UInt8) -> ArraySlice<UInt8>? {
        guard let header = DERHeader(bytes), header.tag == tag, let count = header.elementCount,
            count <= bytes.count
        else { return nil }
        return bytes.prefix(count).dropFirst(header.count)
    }

    /// Removes the element that `bytes` start with; `nil`: it has another tag, or does not end within them.
    private static func take(_ tag: UInt8, from bytes: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard let header = DERHeader(bytes), header.tag == tag, let count = header.elementCount,
            count <= bytes.count
        else { return nil }
        defer { bytes = bytes.dropFirst(count) }
        return bytes.prefix(count)
    }
}
