/// What holds for every receiver.
package enum ReceiverLimits {
    /// A receiver answers within milliseconds; longer than this and it hangs.
    package static let timeout = Duration.seconds(30)
}
