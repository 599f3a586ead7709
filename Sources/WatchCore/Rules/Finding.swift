/// One thing that is wrong with a check: what, how bad, where, and the facts that tell it.
///
/// It holds no sentences; Reporting makes them from what stands here. Saved are the sentences, and not the facts: what
/// was announced is remembered as it was announced, whatever a later version knows of its facts.
package struct Finding: Sendable, Equatable {
    /// What was found, which says also of which event it is.
    package var facts: EventFacts
    package var priority: Priority
    /// The route that it was found on, or `nil` if it is not about a route.
    package var route: Route?
    package var phase: Phase
    /// `nil` for what the daemon finds about itself.
    package var reason: Reason?
    /// What else is known and helps whoever reads it, in the order in which it is told.
    package var related: [RelatedFact]
    /// The fields that go with this event besides those of every alert.
    package var details: [JournalField: String]
    package var origin: CodeOrigin
    /// Whether what was found may only be on its way, so that who asks is told and nobody is alerted.
    package var isProvisional = false

    package init(
        _ facts: EventFacts, _ priority: Priority, _ phase: Phase, _ reason: Reason?,
        related: [RelatedFact] = [], details: [JournalField: String] = [:], file: String = #fileID,
        line: Int = #line, function: String = #function
    ) {
        self.facts = facts
        self.priority = priority
        self.phase = phase
        self.reason = reason
        self.related = related
        self.details = details
        self.origin = CodeOrigin(file: file, line: line, function: function)
    }

    package var event: AlertEvent { facts.event }

    /// Whether it tells what will fail, while nothing does yet.
    var isForewarning: Bool { event == .serverCertificateExpiring }

    /// What it is about within its check.
    package var key: AlertKey { AlertKey(event, route) }
}

/// The place in the program that an alert comes from, sent as `CODE_FILE`, `CODE_LINE` and `CODE_FUNC`.
package struct CodeOrigin: Sendable, Equatable, Codable {
    package var file: String
    package var line: Int
    package var function: String

    package init(file: String = #fileID, line: Int = #line, function: String = #function) {
        self.file = file
        self.line = line
        self.function = function
    }
}
