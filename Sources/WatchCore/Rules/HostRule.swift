internal import FoundationEssentials

/// Judges this host itself: its clock (event 1050), and what its own policy forbids (1040, 1041).
func judge(_ host: HostObservation, of target: HostTarget) -> Verdict {
    var verdict = judgePolicy(host.policy)
    verdict.judge([.hostDegraded])
    if let measured = host.clockMeasurement {
        if measured.offset.magnitude > ClockMeasurement.tolerance {
            verdict.findings.append(
                Finding(
                    .clockOff(offset: measured.offset, sources: measured.sources), .warning, .exchange,
                    .clockOff))
        }
        verdict.judge([.clockOff])
    }
    return verdict
}

/// How far this host's clock is ahead of those of several servers that agree; negative if it is behind.
package struct ClockMeasurement: Sendable, Equatable {
    package var offset: Duration
    /// Those that agree, as `host:port`.
    package var sources: [String]

    /// Clocks within this span agree, and a clock within it is right: an answer's `Date` is whole seconds, and may
    /// have been in flight for as long as a probe may take.
    package static let tolerance = Duration.seconds(60)
}

extension HostObservation {
    /// What most servers agree on, or `nil` if fewer than two do, or no more than say something else.
    package var clockMeasurement: ClockMeasurement? {
        let sorted = readings.map { (offset: $0.offset, source: $0.source) }
            .sorted { $0.offset < $1.offset }
        let crowds = sorted.map { first in
            sorted.filter {
                $0.offset >= first.offset && $0.offset - first.offset <= ClockMeasurement.tolerance
            }
        }
        guard let crowd = crowds.max(by: { $0.count < $1.count }), crowd.count >= 2,
            crowd.count * 2 > readings.count
        else { return nil }
        return ClockMeasurement(offset: crowd[crowd.count / 2].offset, sources: crowd.map(\.source))
    }
}

extension ClockReading {
    /// How far this host's clock is ahead; negative if it is behind.
    package var offset: Duration { .seconds(ours.timeIntervalSince(theirs)) }
}

/// What this host's own configuration of OpenSSL forbids its programs, which is not a failure of the path.
private func judgePolicy(_ policy: CryptoPolicy) -> Verdict {
    var verdict = Verdict(judged: [.tls12Fails, .sha512Fails])
    if !policy.allowsTLS12 {
        verdict.findings.append(
            Finding(.tls12Fails(.policy(policy.detail)), .warning, .handshake, .tlsVersion))
    }
    if !policy.allowsSHA512 {
        verdict.findings.append(
            Finding(.sha512Fails(.policy(policy.detail)), .warning, .handshake, .tlsSHA512Blocked))
    }
    return verdict
}
