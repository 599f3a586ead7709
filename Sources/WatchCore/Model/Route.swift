/// One way out of this host, as `CONNECTOR_VIA` names it.
package enum Route: String, Sendable, CaseIterable, Codable, Comparable {
    case direct
    case proxy

    package var other: Route {
        switch self {
        case .direct: .proxy
        case .proxy: .direct
        }
    }

    package static func < (a: Route, b: Route) -> Bool { a == .direct && b == .proxy }
}

/// The outbound proxy, which is asked for a tunnel (CONNECT, RFC 9110 section 9.3.6).
package struct OutboundProxy: Sendable, Hashable, CustomStringConvertible {
    /// A host name, or an address literal without brackets.
    package var host: String
    package var port: UInt16
    /// The name of the systemd credential that holds `user:password`, or `nil` if none is configured.
    package var credential: String?

    package init(host: String, port: UInt16, credential: String? = nil) {
        self.host = host
        self.port = port
        self.credential = credential
    }

    /// `host:port`, as alerts show it.
    package var description: String { hostAndPort(host, port) }
}

/// The ways out that a check probes: at least one.
package struct Routes: Sendable, Equatable {
    package var isDirect: Bool
    /// The proxy, or `nil` if the check does not use one.
    package var proxy: OutboundProxy?

    package init(isDirect: Bool = true, proxy: OutboundProxy? = nil) {
        self.isDirect = isDirect
        self.proxy = proxy
    }

    /// Without a proxy.
    package static let direct = Routes()

    package var all: [Route] {
        if proxy == nil { return isDirect ? [.direct] : [] }
        return isDirect ? [.direct, .proxy] : [.proxy]
    }
}

/// A value for each way out that was probed.
package struct ByRoute<Value: Sendable>: Sendable {
    package var direct: Value?
    package var proxy: Value?

    package init(direct: Value? = nil, proxy: Value? = nil) {
        self.direct = direct
        self.proxy = proxy
    }

    package subscript(route: Route) -> Value? {
        get {
            switch route {
            case .direct: direct
            case .proxy: proxy
            }
        }
        set {
            switch route {
            case .direct: direct = newValue
            case .proxy: proxy = newValue
            }
        }
    }

    /// Those that are there, the direct way first.
    package var all: [(route: Route, value: Value)] {
        Route.allCases.compactMap { route in self[route].map { (route, $0) } }
    }

    package func map<Other>(_ transform: (Value) -> Other) -> ByRoute<Other> {
        ByRoute<Other>(direct: direct.map(transform), proxy: proxy.map(transform))
    }
}

extension ByRoute: Equatable where Value: Equatable {}
extension ByRoute: Codable where Value: Codable {}

/// `host:port`, with brackets around an IPv6 address.
package func hostAndPort(_ host: String, _ port: UInt16) -> String {
    host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
}
