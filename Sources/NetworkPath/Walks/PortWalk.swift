internal import WatchCore

/// The look at a port: resolve, then connect to every address; through a proxy, as far as the tunnel.
///
/// One address that connects is enough for the look to have gone all the way, even where others failed or had
/// not answered in time: `addresses` says so of each.
struct PortWalk: Walk {
    let target: PortTarget
    /// `nil`: directly.
    let proxy: OutboundProxy?

    func run(with tools: LookTools) async -> PathObservation {
        var trail = Trail(through: proxy, with: tools)
        do {
            _ = try await trail.open(to: target.host, target.port, target.family, until: .everyAnswer)
        } catch {
            trail.stop(error.failure)
        }
        return trail.seen
    }
}
