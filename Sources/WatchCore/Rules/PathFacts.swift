/// The host and port of a network target, and the text by which sentences name it.
package struct Endpoint: Sendable, Equatable {
    package var host: String
    package var port: UInt16
    private var name: String?

    /// `text`: where it is more than host and port.
    package init(host: String, port: UInt16, text: String? = nil) {
        self.host = host
        self.port = port
        name = text
    }

    package var text: String { name ?? hostAndPort }

    package var hostAndPort: String { WatchCore.hostAndPort(host, port) }
}

/// A network target, and where and why the probe of it stopped.
package struct PathFacts: Sendable, Equatable {
    package var endpoint: Endpoint
    /// The proxy that it was probed through, or `nil` if it was probed directly.
    package var proxy: Endpoint?
    package var stop: PathStop
    /// Every address that was tried.
    package var attempts: [AddressAttempt]
    /// Whether one of them took the connection.
    package var isConnected: Bool
    /// How long the other side was waited for, at the most.
    package var timeout: Duration

    package init(
        _ endpoint: Endpoint, proxy: Endpoint? = nil, stop: PathStop, attempts: [AddressAttempt] = [],
        isConnected: Bool = false, timeout: Duration
    ) {
        self.endpoint = endpoint
        self.proxy = proxy
        self.stop = stop
        self.attempts = attempts
        self.isConnected = isConnected
        self.timeout = timeout
    }
}

extension PathObservation {
    /// What is told of a probe that stopped here, on its way to `endpoint`.
    func facts(_ stop: PathStop, _ endpoint: Endpoint, _ context: RouteContext) -> PathFacts {
        PathFacts(
            endpoint, proxy: context.proxyEndpoint, stop: stop, attempts: addresses,
            isConnected: address != nil, timeout: waited(until: stop, of: context.timeout))
    }

    /// How long the other side was waited for where the probe ended.
    ///
    /// - Parameters:
    ///   - stop: where and why it ended.
    ///   - timeout: what the probe was given for all phases.
    /// - Returns: what a lookup took; else what the phases before left of `timeout`, where they took a tenth or more.
    func waited(until stop: PathStop, of timeout: Duration) -> Duration {
        if stop.phase == .resolve { return timings.resolve ?? timeout }
        let before = NetworkPhase.allCases.prefix { $0 != stop.phase }
            .reduce(Duration.zero) { $0 + (timings[$1] ?? .zero) }
        return before * 10 < timeout ? timeout : max(.zero, timeout - before)
    }

    /// The fields that every network alert carries as far as the probe came.
    var details: [JournalField: String] {
        var details: [JournalField: String] = [:]
        details[.address] =
            address ?? (addresses.isEmpty ? nil : addresses.map(\.address).joined(separator: " "))
        details[.resolveMilliseconds] = timings.resolve?.millisecondsText
        details[.connectMilliseconds] = timings.connect?.millisecondsText
        details[.tunnelMilliseconds] = timings.tunnel?.millisecondsText
        details[.handshakeMilliseconds] = timings.handshake?.millisecondsText
        details[.exchangeMilliseconds] = timings.exchange?.millisecondsText
        if let tls {
            details[.tlsVersion] = tls.version.isEmpty ? nil : tls.version
            details[.tlsCipher] = tls.cipher.isEmpty ? nil : tls.cipher
            details[.tlsSignature] = tls.signature.isEmpty ? nil : tls.signature
        }
        return details
    }

    /// The addresses that cannot be reached, where others can.
    ///
    /// One that this host has no route to for want of that family is not a failure of the name, as long as one of the
    /// other family works.
    var failedAddresses: [AddressAttempt] {
        let working = addresses.filter { $0.failure == nil }
        return addresses.filter { attempt in
            guard let failure = attempt.failure, !failure.isLocal else { return false }
            let familyWorks = working.contains { $0.isIPv6 == attempt.isIPv6 }
            return failure != .networkUnreachable || familyWorks
        }
    }
}

extension AddressAttempt {
    fileprivate var isIPv6: Bool { address.contains(":") }
}
