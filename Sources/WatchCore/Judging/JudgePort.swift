/// Judges how far the way to a port goes: resolved, and connected at every address.
func judge(_ path: PathObservation, of subject: PortSubject, timeout: Duration) -> Verdict {
    let target = Target(host: subject.host, port: subject.port, text: hostAndPort(subject.host, subject.port))
    if let stop = path.stop {
        if stop.phase == .resolve {
            return Verdict(
                findings: [resolutionFinding(stop.failure, path, target, timeout)], judged: [.resolutionFails]
            )
        }
        let finding = Finding(
            .portUnreachable, .error, stop.phase, stop.failure.reason(in: stop.phase),
            message: """
                \(target.text) is unreachable: \(path.triedAddresses(or: stop, limit: timeout)). \
                \(stop.failure.connectRemedy(for: target))
                """,
            details: path.details)
        return Verdict(findings: [finding], judged: [.resolutionFails, .portUnreachable])
    }
    return Verdict(
        findings: [partialFinding(path, target, timeout)].compactMap { $0 },
        judged: [.resolutionFails, .portUnreachable, .addressesUnreachable])
}

/// Some addresses of a name work, others do not.
private func partialFinding(_ path: PathObservation, _ target: Target, _ timeout: Duration) -> Finding? {
    let failed = path.faultyAddresses
    guard !failed.isEmpty else { return nil }
    var details = path.details
    details[.address] = failed.map(\.address).joined(separator: " ")
    return Finding(
        .addressesUnreachable, .warning, .connect, .someAddresses,
        message: """
            \(failed.count) of \(path.addresses.count) addresses of \(target.host) cannot be reached on port \
            \(target.port): \(failed.map { $0.text(limit: timeout) }.joined(separator: ", ")). Others work, so \
            the connector fails now and then. Ask the network team to open all addresses of this name, not a \
            fixed list of them.
            """,
        details: details)
}
