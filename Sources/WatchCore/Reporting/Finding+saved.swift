/// A finding as it survives a restart: with its sentences in place of the facts that they were made from.
extension Finding: Codable {
    private enum CodingKeys: String, CodingKey {
        case event, message, remedy, priority
        case route = "via"
        case phase, reason, details, origin
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        facts = .recorded(
            try container.decode(AlertEvent.self, forKey: .event),
            message: try container.decode(String.self, forKey: .message),
            // Versions before 0.4.0 saved one text for both.
            remedy: try container.decodeIfPresent(String.self, forKey: .remedy) ?? "")
        priority = try container.decode(Priority.self, forKey: .priority)
        route = try container.decodeIfPresent(Route.self, forKey: .route)
        phase = try container.decode(Phase.self, forKey: .phase)
        reason = try container.decodeIfPresent(Reason.self, forKey: .reason)
        related = []
        details = try container.decode([JournalField: String].self, forKey: .details)
        origin = try container.decode(CodeOrigin.self, forKey: .origin)
    }

    package func encode(to encoder: any Encoder) throws {
        let text = text
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(event, forKey: .event)
        try container.encode(text.message, forKey: .message)
        try container.encodeIfPresent(text.optionalRemedy, forKey: .remedy)
        try container.encode(priority, forKey: .priority)
        try container.encodeIfPresent(route, forKey: .route)
        try container.encode(phase, forKey: .phase)
        try container.encodeIfPresent(reason, forKey: .reason)
        try container.encode(details, forKey: .details)
        try container.encode(origin, forKey: .origin)
    }
}
