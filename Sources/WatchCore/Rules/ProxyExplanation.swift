/// Why a proxy cannot serve a request, in its own opinion: the error of `Proxy-Status` (RFC 9209 section 2.3) or of
/// squid's `X-Squid-Error`.
enum ProxyExplanation: Equatable {
    /// It cannot resolve the target's name.
    case unresolved
    /// The target refuses its connections.
    case refused
    /// The target does not answer it.
    case silent
    /// It has no route to the target.
    case unroutable
    /// A rule of its own forbids the target.
    case forbidden

    /// Fails if it is none of these.
    ///
    /// - Parameter text: the field's name and value, as in `X-Squid-Error: ERR_CONNECT_FAIL 111`.
    init?(_ text: String) {
        let words = text.split { " ;,=\"".contains($0) }.map { $0.lowercased() }
        guard let error = words.firstIndex(where: { Self.errors[$0] != nil || $0 == "err_connect_fail" })
        else {
            return nil
        }
        if let known = Self.errors[words[error]] {
            self = known
            return
        }
        // The number of connect(2)'s error on Linux; others have their own.
        switch words.dropFirst(error + 1).first {
        case "111": self = .refused
        case "110": self = .silent
        case "101", "113": self = .unroutable
        default: return nil
        }
    }

    private static let errors: [String: ProxyExplanation] = [
        "err_dns_fail": .unresolved, "dns_timeout": .unresolved, "dns_error": .unresolved,
        "connection_refused": .refused,
        "err_read_timeout": .silent, "connection_timeout": .silent, "connection_read_timeout": .silent,
        "destination_not_found": .unroutable, "destination_unavailable": .unroutable,
        "destination_ip_unroutable": .unroutable,
        "err_access_denied": .forbidden, "destination_ip_prohibited": .forbidden,
        "http_request_denied": .forbidden,
    ]

    var reason: Reason {
        switch self {
        case .unresolved, .refused, .silent, .unroutable: .proxyBadGateway
        case .forbidden: .proxyDenied
        }
    }
}
