/// The limits of probes, for the daemon and for a single run alike.
///
/// The one deadline of a probe has two steps: after `Timeout=` of its check it is told to end, and ``endingTime`` later
/// it is given up, whatever hangs.
package enum ProbeLimits {
    /// More probes than this wait for a free place: a bound on descriptors and threads.
    package static let places = 1000
    /// How long a probe may take to end after it was told to.
    package static let endingTime = Duration.seconds(2)
}
