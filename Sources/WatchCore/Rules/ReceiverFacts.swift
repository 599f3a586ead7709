/// A receiver that takes no notifications.
package struct ReceiverFailure: Sendable, Equatable {
    package var receiver: CheckName
    /// Where it is, without what may be a secret.
    package var place: String
    /// What went wrong last, as the end of a sentence.
    package var text: String
    /// How many notifications wait for it.
    package var waiting: Int
    /// Whether what it refused is lost to it.
    package var isFinal: Bool
}

/// Notifications that a receiver will not get.
package struct NotificationLoss: Sendable, Equatable {
    package enum Cause: Sendable, Equatable {
        /// More waited than are kept.
        case limit(Int)
        case refused
        /// The receiver is not in the settings any more.
        case removed
    }

    package var receiver: CheckName
    package var cause: Cause
    package var count: Int
}
