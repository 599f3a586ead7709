import Testing

@testable import WatchCore

struct JournalEntryTests {
    private static let standardNames: Set<String> = [
        "MESSAGE", "PRIORITY", "MESSAGE_ID", "DOCUMENTATION", "CODE_FILE", "CODE_LINE", "CODE_FUNC",
    ]

    private func entry(
        message: String = "m", facts: EventFacts? = nil, target: String = "t",
        details: [JournalField: String] = [:],
        state: NotificationState = .raised, connector: String = "hq-01"
    ) -> JournalEntry {
        let check = CheckName("port a:443")
        let incident = Incident(
            name: connector, check: check, key: AlertKey(.portUnreachable), raisedAt: start.date)
        var finding = Finding(
            .portUnreachable, .error, .connect, .connectionRefused, message: message, details: details)
        if let facts { finding.facts = facts }
        finding.route = .direct
        return Notification(
            state: state, check: check, target: target, finding: finding,
            incident: incident, duration: .milliseconds(61_900)
        ).entry(connector: connector, id: "00112233445566ff")
    }

    @Test func carriesOnlyNamesOfTheFixedSet() {
        let all = Dictionary(uniqueKeysWithValues: JournalField.allCases.map { ($0, "x") })
        let facts = EventFacts.portUnreachable(.stopped(.connect, .refused))
        let names = entry(facts: facts, details: all).fields.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(
            Set(names) == Self.standardNames.union(JournalField.allCases.map(\.rawValue)))
    }

    @Test(arguments: JournalField.allCases)
    func namesAreValidInTheJournal(field: JournalField) {
        #expect(field.rawValue.utf8.count <= 64)
        #expect(field.rawValue.hasPrefix("CONNECTOR_"))
        #expect(field.rawValue.allSatisfy { $0.isASCII && ($0.isUppercase || $0.isNumber || $0 == "_") })
    }

    @Test func saysWhatTheNotificationSays() {
        let entry = entry()
        #expect(entry.priority == .error)
        #expect(entry.messageID == AlertEvent.portUnreachable.messageID)
        #expect(entry[.eventID] == "1020")
        #expect(entry[.state] == "raised")
        #expect(entry[.name] == "hq-01")
        #expect(entry[.check] == "port a:443")
        #expect(entry[.phase] == "connect")
        #expect(entry[.reason] == "connection-refused")
        #expect(entry[.incidentSeconds] == "61")
        #expect(entry[.route] == "direct")
        #expect(entry.line == "1020 raised port a:443: m")
    }

    @Test func recoveryHasItsOwnIDAndIsANotice() {
        let entry = entry(state: .recovered)
        #expect(entry.messageID == AlertEvent.recoveredMessageID)
        #expect(entry.priority == .notice)
        #expect(entry[.eventID] == "1020")
        #expect(entry.message == "Port unreachable: recovered after 1 min 1 s (port a:443, t).")
        #expect(entry[.remedy] == nil)
    }

    @Test func theManualIsTheDocumentation() {
        #expect(
            entry().fields.first { $0.name == "DOCUMENTATION" }?.value == "man:connector-watch-events(7)")
    }

    @Test(arguments: [
        ("plain", "plain"), ("größer — „so“ 🔥", "größer — „so“ 🔥"), ("a\nb", #"a\u{A}b"#),
        ("a\r\nMESSAGE=forged", #"a\u{D}\u{A}MESSAGE=forged"#), ("nul\0byte", #"nul\u{0}byte"#),
        ("\u{1B}[31mred", #"\u{1B}[31mred"#), ("del\u{7F}", #"del\u{7F}"#), ("c1\u{9B}31m", #"c1\u{9B}31m"#),
        ("line\u{2028}separator", #"line\u{2028}separator"#),
        ("paragraph\u{2029}separator", #"paragraph\u{2029}separator"#), ("tab\there", #"tab\u{9}here"#),
        ("", ""),
    ])
    func makesEveryValueSafe(value: String, safe: String) {
        #expect(entry(message: value).message == safe)
        #expect(entry(target: value)[.target] == safe)
        #expect(entry(details: [.issuer: value])[.issuer] == safe)
        #expect(entry(connector: value)[.name] == safe)
    }

    @Test(arguments: ["x", "ü", "🔥", "\u{1B}", "e\u{301}"])
    func cutsAValueOfAMegabyte(unit: String) {
        let huge = String(repeating: unit, count: 1_000_000 / unit.utf8.count)
        let value = entry(message: huge).message
        #expect(value.utf8.count <= 8192 + 16)
        #expect(value.hasSuffix("…"))
        #expect(entry(details: [.issuer: huge])[.issuer] == value)
    }

    @Test(arguments: [8191, 8192, 8193])
    func cutsOnlyWhatIsBeyondTheBound(count: Int) {
        let value = entry(message: String(repeating: "x", count: count)).message
        #expect(value.hasSuffix("…") == (count > 8192))
        #expect(value.filter { $0 == "x" }.count == min(count, 8192))
    }
}
