/// The address of something that is sent to, with or without TLS: an `https` or `http` URL with a host, without user
/// information or fragment.
package enum WebAddress: Sendable, Hashable {
    case plain(PlainAddress)
    case encrypted(PageAddress)

    /// `nil` unless `text` is such a URL.
    package init?(_ text: String) {
        if let page = PageAddress(text) {
            self = .encrypted(page)
        } else if let plain = PlainAddress(text) {
            self = .plain(plain)
        } else {
            return nil
        }
    }

    package var isEncrypted: Bool {
        switch self {
        case .plain: false
        case .encrypted: true
        }
    }

    /// Host name or address literal, lower case, without brackets.
    package var host: String {
        switch self {
        case .plain(let address): address.host
        case .encrypted(let address): address.host
        }
    }

    package var port: UInt16 {
        switch self {
        case .plain(let address): address.port
        case .encrypted(let address): address.port
        }
    }

    /// Path and query as they stand in the request line; at least "/".
    package var target: String {
        switch self {
        case .plain(let address): address.target
        case .encrypted(let address): address.target
        }
    }

    /// The whole address.
    package var text: String {
        switch self {
        case .plain(let address): address.text
        case .encrypted(let address): address.text
        }
    }

    /// The value of `Host`: without the port that the scheme implies (RFC 9110 section 7.2).
    package var authority: String {
        port == (isEncrypted ? 443 : 80)
            ? (host.contains(":") ? "[\(host)]" : host) : hostAndPort(host, port)
    }

    /// The address without its path, which may be a secret.
    package var origin: String { (isEncrypted ? "https://" : "http://") + authority }
}
