package import FoundationEssentials

/// The number of one attempt; an answer to another one than that in flight comes too late and is harmless.
package struct DeliveryID: Sendable, Hashable {
    package let receiver: CheckName
    package let number: Int

    package init(_ receiver: CheckName, _ number: Int) {
        self.receiver = receiver
        self.number = number
    }
}

/// What a receiver is sent at once.
package enum DeliveryContent: Sendable, Equatable {
    /// A notification, and when it was made, to a webhook.
    case notification(JournalEntry, id: String, at: Date)
    /// How some alerts stand, to a member of an Alertmanager.
    case alerts([PushedAlert])
}

/// What became of it.
package struct DeliveryAnswer: Sendable, Equatable {
    package enum Outcome: Sendable, Equatable {
        case taken
        /// It will never be taken; what was answered, as the end of a sentence.
        case refused(String, isMalformed: Bool = false)
        /// It may be taken later; what went wrong, as the end of a sentence, and how long the receiver asks to be left alone.
        case failed(String, retryAfter: Duration? = nil)
    }

    package var outcome: Outcome
    /// The receiver's clock, where it told.
    package var date: Date?

    package init(_ outcome: Outcome, date: Date? = nil) {
        self.outcome = outcome
        self.date = date
    }
}

/// What has not been delivered, as it survives a restart.
package struct SavedDelivery: Sendable, Equatable {
    package enum Content: Sendable, Equatable, Codable {
        case notification(JournalEntry, at: Date)
        case alert(BoardAlert)
    }

    package var key: DeliveryKey
    package var content: Content

    package init(_ key: DeliveryKey, _ content: Content) {
        self.key = key
        self.content = content
    }
}

/// By what something that was saved is found again.
package struct DeliveryKey: Sendable, Hashable {
    package var receiver: CheckName
    /// That of the notification, or of the alert.
    package var id: String

    package init(_ receiver: CheckName, _ id: String) {
        self.receiver = receiver
        self.id = id
    }
}

extension SavedDelivery.Content {
    /// As JSON, with dates as seconds since 1970.
    package func encoded() throws -> [UInt8] { try SavedState.json(self) }

    /// Reads what ``encoded()`` wrote.
    package init(decoding bytes: [UInt8]) throws(SavedState.FormatError) {
        self = try SavedState.read(bytes)
    }
}
