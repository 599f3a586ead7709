extension ValueType<CalendarExpression> {
    /// When a silence begins.
    static let silenceCalendar = ValueType(
        allowed: "a calendar event of systemd.time(7) such as Sun *-*-* 02:00",
        read: { text throws(ValueError) in
            // systemd takes it for minutes from 0 to 6, and seconds.
            if let range = text.firstMatch(of: /([0-9]{1,2}:[0-9]{2})(?::[0-9]{2})?\.\.[0-9]{1,2}:[0-9]{2}/) {
                throw ValueError(
                    "it says when the silence begins, and Duration= how long it lasts",
                    suggestion: text.replacing(range.output.0, with: range.output.1, maxReplacements: 1))
            }
            return try CalendarExpression(text)
        },
        write: { $0.text })
}

extension ValueType<AlertEvent> {
    /// The number of an event that a silence may hold back.
    static let silenceableEvent = ValueType(
        allowed: "numbers of events of checks, such as 1020",
        read: { text throws(ValueError) in
            let number = try ValueType<Int>.count(0...9999).read(text)
            guard let event = AlertEvent(rawValue: number) else { throw ValueError("there is no such event") }
            if event == .trustExpired { throw ValueError("an expired trust certificate is never silenced") }
            guard event.isSilenceable else { throw ValueError("this event is never silenced") }
            return event
        },
        write: { String($0.rawValue) })
}

extension AlertEvent {
    /// Whether a silence may hold it back: what checks find, but for a certificate that expired.
    package var isSilenceable: Bool {
        switch self {
        case .trustExpiring, .renewalOverdue, .trustNotYetValid, .certificateMissing, .certificateElsewhere,
            .issuerUnexpected, .certificateUnfit, .keyUnfit, .storeUnreadable, .settingsMissing,
            .settingsMalformed, .portUnreachable, .proxyFails, .resolutionFails, .addressesUnreachable,
            .loginFails, .loginElsewhere, .tls12Fails, .sha512Fails, .tlsInspected, .serverCertificateBad,
            .serverCertificateExpiring, .revocationFails, .largeHelloFails, .clockOff, .connectorInactive,
            .connectorUnlisted, .connectorAlone, .connectorContradicted, .cloudUnavailable, .flapping,
            .hostDegraded:
            true
        // Some tell what happened once, and the daemon's own are about what it can do.
        case .trustExpired, .thumbprintChanged, .administratorUnfit, .started, .stopping,
            .configurationReloaded,
            .configurationRejected, .alertsDropped, .journalUnavailable, .summarized, .stateUnusable:
            false
        }
    }
}

extension ValueType<String> {
    /// Why something is silenced.
    static let reason = checked("1 to 200 bytes of text") { text throws(ValueError) in
        guard (1...200).contains(text.utf8.count) else {
            throw ValueError("it has \(text.utf8.count) bytes")
        }
        return text
    }
}
