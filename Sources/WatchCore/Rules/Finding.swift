/// One thing that is wrong with a check: what, in which phase, measured against which limit, and what to do.
package struct Finding: Sendable, Equatable, Codable {
    package var event: AlertEvent
    package var priority: Priority
    /// The way out that it was found on; `nil`: on none.
    package var route: Route?
    package var phase: Phase
    /// `nil` for what the daemon finds about itself.
    package var reason: Reason?
    /// Whole sentences: what was found where, the measured value, its limit, and the remedy.
    package var message: String
    /// The fields that go with this event besides those of every alert.
    package var details: [JournalField: String]
    package var origin: CodeOrigin

    private enum CodingKeys: String, CodingKey {
        case event, priority
        case route = "via"
        case phase, reason, message, details, origin
    }

    package init(
        _ event: AlertEvent, _ priority: Priority, _ phase: Phase, _ reason: Reason?, message: String,
        details: [JournalField: String] = [:], file: String = #fileID, line: Int = #line,
        function: String = #function
    ) {
        self.event = event
        self.priority = priority
        self.phase = phase
        self.reason = reason
        self.message = message
        self.details = details
        self.origin = CodeOrigin(file: file, line: line, function: function)
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

extension Finding {
    /// What it is about within its check.
    package var key: AlertKey { AlertKey(event, route) }
}

/// What one tracker of a check follows: an event, on one way out.
package struct AlertKey: Sendable, Hashable, Comparable {
    package var event: AlertEvent
    /// `nil`: on none.
    package var route: Route?

    package init(_ event: AlertEvent, _ route: Route? = nil) {
        self.event = event
        self.route = route
    }

    package static func < (a: AlertKey, b: AlertKey) -> Bool {
        (a.event, a.route == .proxy ? 1 : 0) < (b.event, b.route == .proxy ? 1 : 0)
    }
}

/// What an observation says about a check.
package struct Verdict: Sendable, Equatable {
    package var findings: [Finding]
    /// The events that this probe could tell anything about, each on its way.
    ///
    /// One of these without a finding has passed; any other event stays as it was: a name that does not resolve
    /// says nothing about the port.
    package var judged: Set<AlertKey>

    /// `judged` are events of no way; ``on(_:)`` says of which they are.
    package init(findings: [Finding] = [], judged: Set<AlertEvent> = []) {
        self.findings = findings
        self.judged = Set(judged.map { AlertKey($0) })
    }

    /// The same, found on this way out.
    func on(_ route: Route) -> Verdict {
        var verdict = self
        for index in verdict.findings.indices { verdict.findings[index].route = route }
        verdict.judged = Set(judged.map { AlertKey($0.event, route) })
        return verdict
    }

    mutating func add(_ other: Verdict) {
        findings += other.findings
        judged.formUnion(other.judged)
    }

    mutating func judge(_ events: Set<AlertEvent>) {
        judged.formUnion(events.map { AlertKey($0) })
    }
}
