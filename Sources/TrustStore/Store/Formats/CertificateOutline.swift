/// The outline of a certificate in DER (RFC 5280 section 4.1), found by tags and lengths alone.
///
/// This costs a hundredth of decoding the certificate, which is done only for those that matter.
struct CertificateOutline {
    /// The longest issuer that is kept, in bytes.
    private static let issuerLimit = 2048

    /// The issuer's name in DER; empty if it is too long.
    let issuer: ArraySlice<UInt8>

    /// Reads the outline, or returns `nil` if the bytes are not a certificate in strict DER.
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
        // Validity, subject and key: requests and revocation lists continue differently.
        for _ in 0..<3 {
            guard Self.take(DERHeader.sequence, from: &fields) != nil else { return nil }
        }
        self.issuer = issuer.count <= Self.issuerLimit ? issuer : []
    }

    /// The contents of the first element, or `nil` if it has another tag or is incomplete.
    private static func contents(of bytes: ArraySlice<UInt8>, tag: UInt8) -> ArraySlice<UInt8>? {
        guard let header = DERHeader(bytes), header.tag == tag, let count = header.elementCount,
            count <= bytes.count
        else { return nil }
        return bytes.prefix(count).dropFirst(header.count)
    }

    /// Removes and returns the first element, or returns `nil` if it has another tag or is incomplete.
    private static func take(_ tag: UInt8, from bytes: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard let header = DERHeader(bytes), header.tag == tag, let count = header.elementCount,
            count <= bytes.count
        else { return nil }
        defer { bytes = bytes.dropFirst(count) }
        return bytes.prefix(count)
    }
}
