internal import COpenSSL

/// The calling thread's queue of OpenSSL errors.
enum OpenSSLErrors {
    /// What the oldest error says, as part of a sentence; leaves the queue empty.
    static func takeWords() -> String {
        let words = ERR_reason_error_string(ERR_peek_error()).map { String(cString: $0) }
        ERR_clear_error()
        return words ?? "OpenSSL does not say why"
    }
}
