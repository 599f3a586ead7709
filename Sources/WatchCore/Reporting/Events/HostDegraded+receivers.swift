extension FindingText {
    /// Event 1099: a receiver takes no notifications.
    static func receiverFails(_ failure: ReceiverFailure) -> FindingText {
        let waiting: Phrase =
            switch (failure.isFinal, failure.waiting) {
            case (true, _): "What it refused is not sent again."
            case (false, 0): "Nothing waits for it."
            case (false, 1): "1 notification waits for it."
            case (false, let count): "\(count) notifications wait for it."
            }
        return FindingText(
            "\(failure.receiver.text) takes no notifications: it \(failure.text).",
            remedy: """
                \(waiting) Check its section in the settings and \(failure.place), and try it with "connector-watch notify \
                --test \(failure.receiver.testName)". The journal has every alert meanwhile.
                """)
    }
}

extension CheckName {
    /// As "connector-watch notify --test" takes it.
    fileprivate var testName: String {
        let prefix = "webhook "
        return text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : "alertmanager"
    }
}
