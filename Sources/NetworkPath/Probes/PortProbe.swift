internal import WatchCore

/// The probe of a port: resolves, then connects to every address; with a proxy, up to the tunnel.
///
/// The probe is complete if one address connects, even if others failed or did not answer in time; `addresses` has the
/// result of each.
struct PortProbe: PathProbe {
    let target: PortTarget
    /// The proxy, or `nil` to connect directly.
    let proxy: OutboundProxy?

    func run(with context: ProbeContext) async -> PathObservation {
        var recorder = PathRecorder(through: proxy, with: context)
        do {
            _ = try await recorder.open(to: target.host, target.port, target.family, until: .everyAnswer)
        } catch {
            recorder.stop(error.failure)
        }
        return recorder.seen
    }
}
