internal import NetworkPath
internal import WatchCore

/// Alerts for a member of an Alertmanager (its interface v2, `POST /api/v2/alerts`).
struct AlertmanagerFormat: DeliveryFormat {
    func message(_ content: DeliveryContent) -> DeliveryMessage? {
        guard case .alerts(let alerts) = content else { return nil }
        // Its parser takes this type only, and no compression.
        return DeliveryMessage("application/json", .array(alerts.map(Self.json)))
    }

    private static func json(_ alert: PushedAlert) -> JSONValue {
        var fields: [String: JSONValue] = [
            "labels": JSONValue(alert.labels), "annotations": JSONValue(alert.annotations),
            "startsAt": .string(alert.startsAt.rfc3339),
        ]
        if let end = alert.endsAt { fields["endsAt"] = .string(end.rfc3339) }
        return .object(fields)
    }

    /// A page is not an Alertmanager's, whatever its status.
    func judge(_ answer: WebAnswer) -> DeliveryAnswer.Outcome {
        let isPage = answer.body.first { !$0.isWhitespace } == "<"
        return isPage && 200...299 ~= answer.status
            ? .failed("answered with a page, as no Alertmanager does") : answer.outcome
    }
}
