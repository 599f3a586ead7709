extension PathObservation {
    /// What this probe says of the way to its target's port; `limit` is how long it was given.
    func passage(route: Route, proxy: OutboundProxy?, limit: Duration) -> Passage {
        let (state, evidence) =
            if let stop { stopped(stop, proxy, waited(until: stop, of: limit)) } else {
                reached(proxy, limit)
            }
        return Passage(route: route, state: state, evidence: evidence)
    }

    /// What a probe through a proxy says of the way to the proxy itself.
    func passageToProxy(limit: Duration) -> Passage {
        var direct = self
        direct.stop = stop.map { PathStop($0.phase == .tunnel ? .connect : $0.phase, $0.failure) }
        // What came after the connection is not about the proxy's port.
        if address != nil { direct.stop = nil }
        return direct.passage(route: .direct, proxy: nil, limit: limit)
    }

    private func reached(_ proxy: OutboundProxy?, _ limit: Duration) -> (Passage.State, String) {
        if proxy != nil { return (.open, "tunnel built\(timings.tunnel.map { " in \($0.text)" } ?? "")") }
        let failed = failedAddresses
        guard !failed.isEmpty else {
            return (.open, "connected\(timings.connect.map { " in \($0.text)" } ?? "")")
        }
        let barriers = failed.map { "\($0.address) \($0.barrier(limit))" }.joined(separator: ", ")
        return (.partly, "shut at \(failed.count) of \(addresses.count) addresses: \(barriers)")
    }

    private func stopped(
        _ stop: PathStop, _ proxy: OutboundProxy?, _ limit: Duration
    ) -> (Passage.State, String) {
        if case .local(let text) = stop.failure {
            return (.notProbed, "this host could not probe it: \(text)")
        }
        // A page that answered leads on to others, which are not this target.
        if let answer = http?.responses.first { return (.open, "answered with status \(answer.status)") }
        switch stop.phase {
        case .resolve: return (.unresolved, unresolved(stop.failure, proxy, limit))
        case .connect:
            let barriers = addresses.map { "\($0.address) \($0.barrier(limit))" }
            return (.shut, barriers.isEmpty ? stop.failure.barrier(limit) : barriers.joined(separator: ", "))
        case .tunnel:
            return (.shut, proxy.map { refusal(stop.failure, $0, limit) } ?? stop.failure.barrier(limit))
        case .handshake, .exchange:
            guard stop.failure.isCutting else { return reached(proxy, limit) }
            let end = stop.failure == .outOfTime ? "no answer within \(limit.text)" : stop.reason.rawValue
            return (.cut, "the connection opens, but is cut off in the \(stop.phase.rawValue) phase (\(end))")
        }
    }

    private func unresolved(_ failure: PathFailure, _ proxy: OutboundProxy?, _ limit: Duration) -> String {
        let name = proxy.map { "the name of the proxy \($0)" } ?? "the name"
        if case .lookup(.blocked(let address, _)) = failure {
            return "\(name) is blocked by a DNS filter (\(address))"
        }
        // That the name is not known is said already.
        if failure == .nameNotFound { return "\(name) does not resolve here" }
        return "\(name) does not resolve here: \(failure.resolutionPhrase(limit: limit).text)"
    }

    /// What the proxy did, or what keeps this host from it.
    private func refusal(_ failure: PathFailure, _ proxy: OutboundProxy, _ limit: Duration) -> String {
        if let line = tunnel?.statusLine, !line.isEmpty {
            if case .proxyStatus = failure { return "refused by the proxy \(proxy): \(line)" }
            return failure == .outOfTime
                ? "nothing came through the proxy \(proxy) within \(limit.text), which answered \(line)"
                : "the proxy \(proxy) \(failure.phrase(limit: limit).text)"
        }
        guard address == nil else {
            return failure == .outOfTime
                ? "no answer from the proxy \(proxy) within \(limit.text)"
                : "the proxy \(proxy) \(failure.phrase(limit: limit).text)"
        }
        return "the proxy \(proxy) cannot be reached: \(failure.barrier(limit))"
    }
}

extension AddressAttempt {
    fileprivate func barrier(_ limit: Duration) -> String {
        failure.map { $0.barrier(limit) } ?? "connected in \(duration.text)"
    }
}

extension PathFailure {
    /// Who or what is in the way, as far as the failure tells.
    fileprivate func barrier(_ limit: Duration) -> String {
        switch self {
        case .outOfTime: "dropped on the way (no answer within \(limit.text))"
        case .refused, .reset:
            "reset by the destination, or by a firewall in its name (\(reason(in: .connect).rawValue))"
        case .hostUnreachable: "rejected by a router or firewall on the way (host unreachable)"
        case .networkUnreachable: "not routed by this host (network unreachable)"
        case .denied: "denied by this host's own packet filter"
        case .nameNotFound, .resolverFailed, .lookup, .closed, .proxyStatus, .proxyMalformed, .notTLS,
            .tlsVersion, .tlsAlert, .tlsRefused, .certificate, .clientCertificate, .tunnelClosed,
            .httpMalformed, .httpTooLarge, .redirectLoop, .local, .system:
            phrase(limit: limit).text
        }
    }

    /// Whether somebody on the way may have ended a connection that was open.
    fileprivate var isCutting: Bool {
        switch self {
        case .outOfTime, .reset, .closed, .notTLS: true
        case .nameNotFound, .resolverFailed, .lookup, .refused, .networkUnreachable, .hostUnreachable,
            .denied, .proxyStatus, .proxyMalformed, .tlsVersion, .tlsAlert, .tlsRefused, .certificate,
            .clientCertificate, .tunnelClosed, .httpMalformed, .httpTooLarge, .redirectLoop, .local, .system:
            false
        }
    }
}
