internal import COpenSSL

/// The rounds of a PKCS#12 file's key derivation (RFC 7292 appendix B, RFC 8018).
///
/// The file has the number, up to 2^31: a damaged one would keep a processor busy for an hour.
enum PKCS12Rounds {
    /// The most rounds, which take seconds; exporters write 2,048 to 1,000,000.
    static let limit: UInt64 = 5_000_000

    /// The rounds left for all parts of a file, or all its keys.
    struct Budget {
        private var left = limit

        /// Uses up rounds.
        ///
        /// - Parameter rounds: how many, or `nil` if they could not be read, so that OpenSSL will refuse them.
        /// - Returns: `false` if these are too many.
        mutating func take(_ rounds: UInt64?) -> Bool {
            guard let rounds else { return true }
            guard rounds <= left else { return false }
            left -= rounds
            return true
        }
    }

    /// The rounds of the integrity check of a file, a `PKCS12 *`, or `nil` if they cannot be read.
    static func ofSeal(_ file: OpaquePointer) -> UInt64? {
        var rounds: UnsafePointer<ASN1_INTEGER>?
        PKCS12_get0_mac(nil, nil, nil, &rounds, file)
        // One round if the file has no number (RFC 7292 section 4).
        guard let rounds else { return 1 }
        return number(rounds)
    }

    /// The rounds of an encrypted part, or `nil` if they cannot be read, or its algorithm has none.
    static func of(_ part: UnsafeMutablePointer<PKCS7>) -> UInt64? {
        guard let algorithm = part.pointee.d.encrypted?.pointee.enc_data?.pointee.algorithm else {
            return nil
        }
        return of(algorithm)
    }

    /// The rounds of an algorithm with a password, or `nil` like above.
    static func of(_ algorithm: UnsafePointer<X509_ALGOR>) -> UInt64? {
        var name: OpaquePointer?
        var kind: Int32 = 0
        var value: UnsafeRawPointer?
        X509_ALGOR_get0(&name, &kind, &value, algorithm)
        guard kind == V_ASN1_SEQUENCE, let string = value?.assumingMemoryBound(to: ASN1_STRING.self) else {
            return nil
        }
        var next = ASN1_STRING_get0_data(string)
        let count = Int(ASN1_STRING_length(string))
        switch OBJ_obj2nid(name) {
        case NID_pbes2:
            guard let parameters = d2i_PBE2PARAM(nil, &next, count) else { return nil }
            defer { PBE2PARAM_free(parameters) }
            return parameters.pointee.keyfunc.flatMap { of($0) }
        case NID_id_pbkdf2:
            guard let parameters = d2i_PBKDF2PARAM(nil, &next, count) else { return nil }
            defer { PBKDF2PARAM_free(parameters) }
            return parameters.pointee.iter.flatMap { number($0) }
        case NID_id_scrypt:
            guard let parameters = d2i_SCRYPT_PARAMS(nil, &next, count) else { return nil }
            defer { SCRYPT_PARAMS_free(parameters) }
            return product(of: parameters.pointee)
        default:
            guard let parameters = d2i_PBEPARAM(nil, &next, count) else { return nil }
            defer { PBEPARAM_free(parameters) }
            return parameters.pointee.iter.flatMap { number($0) }
        }
    }

    /// What scrypt's parameters (RFC 7914) make of the work of one round; beyond all bounds where it overflows.
    private static func product(of parameters: SCRYPT_PARAMS) -> UInt64? {
        let factors = [
            parameters.costParameter, parameters.blockSize, parameters.parallelizationParameter,
        ].map { $0.flatMap { number($0) } ?? .max }
        return factors.reduce(1) { product, factor in
            let (next, isOver) = product.multipliedReportingOverflow(by: factor)
            return isOver ? .max : next
        }
    }

    private static func number(_ integer: UnsafePointer<ASN1_INTEGER>) -> UInt64? {
        var number: UInt64 = 0
        return ASN1_INTEGER_get_uint64(&number, integer) == 1 ? number : nil
    }
}
