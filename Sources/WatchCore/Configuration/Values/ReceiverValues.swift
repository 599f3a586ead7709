extension ValueType<WebAddress> {
    /// Where a receiver of alerts is.
    static let webAddress = ValueType(
        allowed: "an https or http URL such as https://alerts.example:9093",
        read: { text throws(ValueError) in
            guard text.userInformation == nil else {
                throw ValueError("user and password belong in a systemd credential (Credential=)")
            }
            guard ["http://", "https://"].contains(where: text.lowercased().hasPrefix) else {
                throw ValueError("it does not begin with \"https://\" or \"http://\"")
            }
            guard let address = WebAddress(text) else { throw ValueError("it is not a valid URL") }
            // Brackets and a zone belong to the URL; what is inside must still be a host.
            _ = try HostName.read(address.host)
            return address
        },
        write: { $0.text })
}

extension ValueType<AlertEvent> {
    /// The number of an event.
    static let event = ValueType(
        allowed: "numbers of events, such as 1020",
        read: { text throws(ValueError) in
            let number = try ValueType<Int>.count(0...9999).read(text)
            guard let event = AlertEvent(rawValue: number) else { throw ValueError("there is no such event") }
            return event
        },
        write: { String($0.rawValue) })
}

extension ValueType<Priority> {
    /// syslog(3)'s word for how bad it is.
    static let priority = ValueType(
        allowed: Priority.allCases.dropLast().map { "\"\($0.name)\"" }.joined(separator: ", ")
            + " or \"\(Priority.info.name)\"",
        read: { text throws(ValueError) in
            guard let priority = Priority.allCases.first(where: { $0.name == text }) else {
                let names = Priority.allCases.map(\.name)
                throw ValueError(
                    suggestion: names.first { text.hasPrefix($0) || !text.isEmpty && $0.hasPrefix(text) }
                        ?? EditDistance.nearest(to: text, among: names))
            }
            return priority
        },
        write: { $0.name })
}
