internal import COpenSSL
internal import SystemPackage
internal import WatchCore

/// An entry of OpenSSL's queue of errors (ERR_get_error(3)).
struct TLSFailure {
    private let code: UInt

    init(_ code: UInt) {
        self.code = code
    }

    /// OpenSSL's text for the first error on this thread since its queue was cleared.
    static var firstReason: String { TLSFailure(ERR_peek_error()).reason }

    /// The error of the system that the queue begins with, or `nil` if it begins with another one.
    static var firstSystemError: Errno? {
        let code = ERR_peek_error()
        return ERR_GET_LIB(code) == ERR_LIB_SYS ? Errno(rawValue: ERR_GET_REASON(code)) : nil
    }

    private var reason: String {
        let number = ERR_GET_REASON(code)
        if ERR_GET_LIB(code) == ERR_LIB_SYS { return Errno(rawValue: number).description }
        return ERR_reason_error_string(code).map { String(cString: $0) } ?? "unknown error"
    }

    /// The failure of a handshake with this error.
    ///
    /// An alert from the peer has its number (RFC 8446 section 6) above `SSL_AD_REASON_OFFSET`. If it is neither an
    /// alert, nor another version, nor something other than TLS, this side refused, in OpenSSL's words.
    var failure: PathFailure {
        let number = ERR_GET_REASON(code)
        switch number {
        case alertOffset + protocolVersionAlert: return .tlsVersion(Self.alert(protocolVersionAlert))
        case alertOffset..<alertOffset + 256: return .tlsAlert(Self.alert(number - alertOffset))
        case SSL_R_UNSUPPORTED_PROTOCOL, SSL_R_WRONG_SSL_VERSION, SSL_R_VERSION_TOO_LOW,
            SSL_R_UNKNOWN_SSL_VERSION:
            return .tlsVersion(reason)
        case SSL_R_WRONG_VERSION_NUMBER, SSL_R_HTTP_REQUEST, SSL_R_HTTPS_PROXY_REQUEST,
            SSL_R_BAD_RECORD_TYPE, SSL_R_PACKET_LENGTH_TOO_LONG, SSL_R_RECORD_TOO_SMALL,
            SSL_R_UNKNOWN_PROTOCOL:
            return .notTLS
        case SSL_R_UNEXPECTED_EOF_WHILE_READING: return .closed
        default: return .tlsRefused(reason)
        }
    }

    private var alertOffset: Int32 { SSL_AD_REASON_OFFSET }
    private var protocolVersionAlert: Int32 { SSL_AD_PROTOCOL_VERSION }

    /// The name in RFC 8446 section 6; OpenSSL 3.0 only knows those of TLS 1.2.
    private static func alert(_ number: Int32) -> String {
        switch number {
        case 109: return "missing extension"
        case 116: return "certificate required"
        case 120: return "no application protocol"
        default: break
        }
        let name = SSL_alert_desc_string_long(number).map { String(cString: $0) } ?? "unknown"
        return name == "unknown" ? "alert \(number)" : name
    }
}
