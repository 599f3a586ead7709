internal import WatchCore

/// A probe over one route, from its first phase to the last one it needs.
///
/// It runs on the prober's queue, has no deadline of its own, and ends promptly when its task is cancelled.
protocol PathProbe<Seen> {
    associatedtype Seen: Sendable

    func run(with context: ProbeContext) async -> Seen
}
