/// Judges how far the way to a port goes: resolved, and connected at every address; or through the proxy's tunnel.
func judge(_ path: PathObservation, of target: PortTarget, over context: RouteContext) -> Verdict {
    let endpoint = Endpoint(host: target.host, port: target.port, text: hostAndPort(target.host, target.port))
    var verdict = judgeAccess(path, to: endpoint, over: context)
    guard path.hasAccess else { return verdict }
    verdict.judge([.portUnreachable])
    if let stop = path.stop {
        verdict.findings.append(unreachableFinding(stop, path, endpoint, context))
    } else if context.proxy == nil {
        // Through a proxy the addresses are those of the proxy, tried until one answers.
        verdict.findings += [partialFinding(path, endpoint, context.timeout)].compactMap { $0 }
        verdict.judge([.addressesUnreachable])
    }
    return verdict
}

/// Event 1020.
private func unreachableFinding(
    _ stop: PathStop, _ path: PathObservation, _ endpoint: Endpoint, _ context: RouteContext
) -> Finding {
    Finding(
        .portUnreachable, .error, stop.phase, stop.failure.reason(in: stop.phase),
        message: """
            \(endpoint.text) is unreachable: \(path.triedAddresses(or: stop, limit: context.timeout)). \
            \(stop.failure.connectRemedy(for: endpoint))
            """,
        details: path.details)
}

/// Event 1023: some addresses of a name work, others do not.
private func partialFinding(_ path: PathObservation, _ endpoint: Endpoint, _ timeout: Duration) -> Finding? {
    let failed = path.faultyAddresses
    guard !failed.isEmpty else { return nil }
    var details = path.details
    details[.address] = failed.map(\.address).joined(separator: " ")
    return Finding(
        .addressesUnreachable, .warning, .connect, .someAddresses,
        message: """
            \(failed.count) of \(path.addresses.count) addresses of \(endpoint.host) cannot be reached on \
            port \(endpoint.port): \(failed.map { $0.text(limit: timeout) }.joined(separator: ", ")). Others \
            work, so the connector fails now and then. Ask the network team to open all addresses of this \
            name, not a fixed list of them.
            """,
        details: details)
}
