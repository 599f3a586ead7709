internal import WatchCore

/// Ends a phase early.
///
/// It travels inside this module only: the walks turn it into the `PathStop` of their observation.
struct Stopped: Error, Equatable {
    let failure: PathFailure

    init(_ failure: PathFailure) {
        self.failure = failure
    }
}
