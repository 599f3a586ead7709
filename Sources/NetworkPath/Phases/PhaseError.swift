internal import WatchCore

/// Ends a phase early.
///
/// It stays inside this module: the probes turn it into the `PathStop` of their observation.
struct PhaseError: Error, Equatable {
    let failure: PathFailure

    init(_ failure: PathFailure) {
        self.failure = failure
    }
}
