internal import FoundationEssentials

/// Judges this host itself: its clock (event 1050), and what its own policy forbids (1040, 1041).
func judge(_ host: HostObservation, of target: HostTarget) -> Verdict {
    var verdict = judgePolicy(host.policy)
    verdict.judge([.hostDegraded])
    if let measured = host.clockMeasurement {
        verdict.findings += [clockFinding(measured)].compactMap { $0 }
        verdict.judge([.clockOff])
    }
    return verdict
}

/// How far this host's clock is ahead of those of several servers that agree; negative: behind.
package struct ClockMeasurement: Sendable, Equatable {
    package var offset: Duration
    /// Those that agree, as `host:port`.
    package var sources: [String]

    /// Clocks within this span agree, and a clock within it is right: an answer's `Date` is whole seconds, and may
    /// have been in flight for as long as a probe may take.
    package static let tolerance = Duration.seconds(60)
}

extension HostObservation {
    /// What most servers agree on; `nil`: fewer than two do, or no more than say something else.
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
    /// How far this host's clock is ahead; negative: behind.
    package var offset: Duration { .seconds(ours.timeIntervalSince(theirs)) }
}

/// Event 1050; `nil`: the clock is right.
private func clockFinding(_ measured: ClockMeasurement) -> Finding? {
    guard measured.offset.magnitude > ClockMeasurement.tolerance else { return nil }
    return Finding(
        .clockOff, .warning, .exchange, .clockOff,
        message: """
            This host's clock is \(measured.offset.clockText)\(measured.offset < .zero ? "" : " of") those of \
            \(measured.sources.joined(separator: ", ")) (limit \(ClockMeasurement.tolerance.text)). \
            Certificates seem expired or not yet valid, and the times of these alerts are wrong. See what \
            keeps the clock (timedatectl; systemd-timesyncd or chrony), and whether UDP port 123 to its \
            servers is open; then check the clock of the connector's own host.
            """)
}

extension Duration {
    /// How far a clock is off that is ahead by this much: `5 min ahead`, `2 h behind`.
    ///
    /// A `Date` is whole seconds: what is 2 h is not to be told as 1 h 59 min.
    var clockText: String {
        let seconds = magnitude.components.seconds
        let shown = seconds < 600 ? seconds : (seconds + 30) / 60 * 60
        return "\(Duration.seconds(shown).text) \(self < .zero ? "behind" : "ahead")"
    }

    var magnitude: Duration { self < .zero ? .zero - self : self }
}

/// What this host's own configuration of OpenSSL forbids its programs: no fault of the path.
private func judgePolicy(_ policy: CryptoPolicy) -> Verdict {
    var verdict = Verdict(judged: [.tls12Fails, .sha512Fails])
    if !policy.allowsTLS12 {
        verdict.findings.append(policyFinding(.tls12Fails, .tlsVersion, "TLS 1.2", policy))
    }
    if !policy.allowsSHA512 {
        verdict.findings.append(
            policyFinding(.sha512Fails, .tlsSHA512Blocked, "signatures over SHA-512", policy))
    }
    return verdict
}

private func policyFinding(
    _ event: AlertEvent, _ reason: Reason, _ what: String, _ policy: CryptoPolicy
) -> Finding {
    let detail = policy.detail.isEmpty ? "" : " (\(policy.detail))"
    return Finding(
        event, .warning, .handshake, reason,
        message: """
            This host's own OpenSSL policy forbids \(what)\(detail). The path is not at fault: the TLS \
            checks go by their own settings, but every program here that follows /etc/ssl/openssl.cnf, as a \
            proxy on this host would, cannot carry what the connector needs. Check MinProtocol, \
            CipherString and SignatureAlgorithms there.
            """)
}
