extension FindingText {
    /// Event 1094: so many notifications do not reach a receiver.
    static func notificationsLost(_ loss: NotificationLoss) -> FindingText {
        let what: Phrase = loss.count == 1 ? "1 notification" : "\(loss.count) notifications"
        let was: Phrase = loss.count == 1 ? "was" : "were"
        let message: Phrase =
            switch loss.cause {
            case .limit(let limit):
                "\(what) for \(loss.receiver.text) \(was) dropped, as more than \(limit) waited for it."
            case .refused: "\(what) \(was) refused by \(loss.receiver.text) and will not be sent to it again."
            case .removed:
                "\(what) for \(loss.receiver.text) \(was) dropped, as it is no longer in the settings."
            }
        return FindingText(
            message,
            remedy: """
                The journal has all of them: see "connector-watch events", and with "connector-watch status" what stands now.
                """)
    }
}
