internal import COpenSSL

/// Whether a password fits the seal of a PKCS#12 file (RFC 7292 section 4, MacData).
enum PKCS12Seal {
    /// PBMAC1 (RFC 9579), which OpenSSL knows from 3.4 on.
    private static let pbmac1 = "1.2.840.113549.1.5.14"

    /// There is none, or of an algorithm that is not known here: the rest of the file reads without it.
    case absent
    case fits
    /// No password fits.
    case refused
    case tooManyRounds

    /// Tries the seal of `file`, a `PKCS12 *`.
    init(of file: OpaquePointer, _ passwords: StorePasswords) {
        self = .absent
        guard PKCS12_mac_present(file) == 1, Self.algorithm(of: file) != Self.pbmac1 else { return }
        guard PKCS12Rounds.ofSeal(file) ?? 0 <= PKCS12Rounds.limit else {
            self = .tooManyRounds
            return
        }
        self = .refused
        for password in passwords.candidates {
            let fits = StorePasswords.withText(password) { PKCS12_verify_mac(file, $0, $1) } == 1
            // A wrong password leaves no error behind, an unknown algorithm does.
            if fits || ERR_peek_last_error() != 0 {
                self = fits ? .fits : .absent
                ERR_clear_error()
                return
            }
        }
    }

    /// The number of its algorithm.
    private static func algorithm(of file: OpaquePointer) -> String? {
        var algorithm: UnsafePointer<X509_ALGOR>?
        PKCS12_get0_mac(nil, &algorithm, nil, nil, file)
        guard let name = algorithm?.pointee.algorithm else { return nil }
        var text = [CChar](repeating: 0, count: 80)
        guard OBJ_obj2txt(&text, Int32(text.count), name, 1) > 0 else { return nil }
        return text.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } }
    }
}
