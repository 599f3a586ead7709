/// The addresses of a name that cannot be reached, while others can.
package struct AddressFacts: Sendable, Equatable {
    package var endpoint: Endpoint
    package var failed: [AddressAttempt]
    /// How many addresses were tried.
    package var count: Int
    /// How long the probe was given.
    package var timeout: Duration

    package init(_ endpoint: Endpoint, failed: [AddressAttempt], count: Int, timeout: Duration) {
        self.endpoint = endpoint
        self.failed = failed
        self.count = count
        self.timeout = timeout
    }
}

/// Judges how far the path to a port goes: resolved, and connected at every address; or through the proxy's tunnel.
///
/// What fails at a name that the vendor has dropped is but a remark: what counts is where certificates really point.
func judge(_ path: PathObservation, of target: PortTarget, over context: RouteContext) -> Verdict {
    var verdict = judgePort(path, of: target, over: context)
    guard Cloud.isFormer(target.host, port: target.port) else { return verdict }
    for (index, finding) in verdict.findings.enumerated()
    where finding.event != .proxyFails || [.proxyBadGateway, .proxyDenied].contains(finding.reason) {
        verdict.findings[index].priority = .notice
    }
    return verdict
}

private func judgePort(_ path: PathObservation, of target: PortTarget, over context: RouteContext) -> Verdict
{
    let endpoint = Endpoint(host: target.host, port: target.port)
    var verdict = judgeAccess(path, to: endpoint, over: context)
    guard path.hasAccess else { return verdict }
    verdict.judge([.portUnreachable])
    if let stop = path.stop {
        verdict.findings.append(
            Finding(
                .portUnreachable(path.facts(stop, endpoint, context)), .error, Phase(stop.phase), stop.reason,
                details: path.details))
    } else if context.proxy == nil {
        // Through a proxy the addresses are those of the proxy, tried until one answers.
        verdict.findings += [partialFinding(path, endpoint, context.timeout)].compactMap { $0 }
        verdict.judge([.addressesUnreachable])
    }
    return verdict
}

/// Event 1023: some addresses of a name work, others do not.
private func partialFinding(_ path: PathObservation, _ endpoint: Endpoint, _ timeout: Duration) -> Finding? {
    let failed = path.failedAddresses
    guard !failed.isEmpty else { return nil }
    var details = path.details
    details[.address] = failed.map(\.address).joined(separator: " ")
    let facts = AddressFacts(endpoint, failed: failed, count: path.addresses.count, timeout: timeout)
    return Finding(.addressesUnreachable(facts), .warning, .connect, .someAddresses, details: details)
}
