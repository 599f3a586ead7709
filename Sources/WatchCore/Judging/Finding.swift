/// One thing that is wrong with a check: what, in which phase, measured against which limit, and what to do.
package struct Finding: Sendable, Equatable, Codable {
    package var event: AlertEvent
    package var priority: Priority
    package var phase: Phase
    /// `nil` for what the daemon finds about itself.
    package var reason: Reason?
    /// Whole sentences: what was found where, the measured value, its limit, and the remedy.
    package var message: String
    /// The fields that go with this event besides those of every alert.
    package var details: [JournalField: String]
    package var origin: CodeOrigin

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

/// What an observation says about a check.
package struct Verdict: Sendable, Equatable {
    package var findings: [Finding]
    /// The events that this look could tell anything about.
    ///
    /// One of these without a finding has passed; any other event stays as it was: a name that does not resolve
    /// says nothing about the port.
    package var judged: Set<AlertEvent>

    package init(findings: [Finding] = [], judged: Set<AlertEvent>) {
        self.findings = findings
        self.judged = judged
    }
}
