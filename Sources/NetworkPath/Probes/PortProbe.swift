internal import WatchCore

/// The probe a port: resolve, then connect to every address; through a proxy, as far as the tunnel.
///
/// One address that connects is enough for the probe to have gone all the way, even where others failed or had
/// not answered in time: `addresses` says so of each.
struct PortProbe: PathProbe {
    let target: PortTarget
    /// `nil` if it goes directly.
    let proxy: OutboundProxy?

    func run(with tools: ProbeContext) async -> PathObservation {
        var recorder = PathRecorder(through: proxy, with: tools)
        do {
            _ = try await recorder.open(to: target.host, target.port, target.family, until: .everyAnswer)
        } catch {
            recorder.stop(error.failure)
        }
        return recorder.seen
    }
}
