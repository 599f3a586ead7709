internal import WatchCore

/// A probe over one way, from its first phase to the last one that it needs.
///
/// It runs on the prober's queue, keeps no time, and ends promptly once its task is cancelled.
protocol PathProbe<Seen> {
    associatedtype Seen: Sendable

    func run(with tools: ProbeContext) async -> Seen
}
