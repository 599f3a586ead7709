/// One thing that is wrong with a check: what, how bad, where, and the facts that tell it.
///
/// It holds no sentences; Reporting makes them from what stands here.
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

    /// What it is about within its check.
    package var key: AlertKey { AlertKey(event, route) }
}

extension Finding: Codable {
    private enum CodingKeys: String, CodingKey {
        case facts, priority
        case route = "via"
        case phase, reason, related, details, origin
        // Versions 1 to 3 of the state have these two in place of the facts.
        case event, message
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        facts =
            if let facts = try container.decodeIfPresent(EventFacts.self, forKey: .facts) {
                facts
            } else {
                .recorded(
                    try container.decode(AlertEvent.self, forKey: .event),
                    try container.decode(String.self, forKey: .message))
            }
        priority = try container.decode(Priority.self, forKey: .priority)
        route = try container.decodeIfPresent(Route.self, forKey: .route)
        phase = try container.decode(Phase.self, forKey: .phase)
        reason = try container.decodeIfPresent(Reason.self, forKey: .reason)
        related = try container.decodeIfPresent([RelatedFact].self, forKey: .related) ?? []
        details = try container.decode([JournalField: String].self, forKey: .details)
        origin = try container.decode(CodeOrigin.self, forKey: .origin)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(facts, forKey: .facts)
        try container.encode(priority, forKey: .priority)
        try container.encodeIfPresent(route, forKey: .route)
        try container.encode(phase, forKey: .phase)
        try container.encodeIfPresent(reason, forKey: .reason)
        if !related.isEmpty { try container.encode(related, forKey: .related) }
        try container.encode(details, forKey: .details)
        try container.encode(origin, forKey: .origin)
    }
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
