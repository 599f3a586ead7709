internal import WatchCore

/// connector-watch-events(7), generated from the list of events and the catalog.
///
/// - Throws: An error if the catalog lacks an event.
func eventsPage(catalog: [CatalogEntry], date: String) throws(ManualError) -> String {
    var page = Mdoc(
        "connector-watch-events", section: 7, date: date, summary: "journal entries of connector-watchd"
    )
    page.section("DESCRIPTION")
    page.paragraph(
        """
        Every alert has an event number, which is never reused, a MESSAGE_ID, and fields for machines. journalctl -x and \
        "connector-watch explain" show the texts below, in the language of the system if there is a translation.
        """, isFirst: true)
    page.literal([
        "journalctl -x -t connector-watchd", "journalctl -x CONNECTOR_EVENT_ID=1001",
        "connector-watch events --since yesterday", "connector-watch explain 1001",
    ])
    page.paragraph(
        """
        An alert about the network is raised after FailuresToAlert= failed probes in a row, one about a file once the file \
        has been quiet for a second, and one about the certificate at once. It escalates when it gets worse, is repeated \
        every ReminderInterval=, and recovers with the priority notice.
        """)
    page.section("JOURNAL FIELDS")
    page.list(JournalField.allCases, width: "indent") { ("Va \($0.rawValue)", "\($0.help).") }
    page.section("PHASES")
    page.list(Phase.allCases, width: "certificate") { ("Cm \($0.rawValue)", "\($0.help).") }
    page.section("REASONS")
    page.list(Reason.allCases, width: "indent") { ("Cm \($0.rawValue)", "\($0.help).") }
    page.section("EVENTS")
    for event in AlertEvent.allCases { try write(event, catalog, into: &page) }
    page.seeAlso([
        ("connector-watch", 1), ("journalctl", 1), ("connector-watch.conf", 5), ("systemd.journal-fields", 7),
        ("connector-watchd", 8),
    ])
    return page.document
}

private func write(_ event: AlertEvent, _ catalog: [CatalogEntry], into page: inout Mdoc) throws(ManualError)
{
    guard let entry = catalog.first(where: { $0.id == event.messageID }) else {
        throw ManualError("The catalog has no entry for event \(event.rawValue) (\(event.messageID)).")
    }
    page.subsection("\(event.rawValue): \(event.title)")
    let priorities = event.priorities.map(\.name).joined(separator: ", ")
    page.sentences("Priority \(priorities).")
    page.macro("Va MESSAGE_ID")
    page.sentences("\(event.messageID).")
    if !event.reasons.isEmpty {
        page.sentences("Reasons: \(event.reasons.map(\.rawValue).joined(separator: ", ")).")
    }
    let fields = event.alwaysSends.map(\.rawValue).sorted().joined(separator: " ")
    page.sentences("Always sends \(fields).")
    page.macro("Bd -literal")
    page.verbatim(entry.body)
    page.macro("Ed")
}
