internal import FoundationEssentials
internal import WatchCore

/// A simulation as JSON; its keys are those that `connector-watch simulate --help` names.
struct SimulationDocument: Encodable {
    var connector: String
    var from: Date
    var to: Date
    var announcements: [AnnouncementDocument]

    struct AnnouncementDocument: Encodable {
        var time: Date
        var check: String
        var event: AlertEvent
        var title: String
        var state: NotificationState
        var priority: String
        @OrNull var daysLeft: Int64?
        var message: String
        @OrNull var remedy: String?
    }

    init(_ simulated: Simulated) {
        connector = simulated.connector
        from = simulated.from
        to = simulated.to
        announcements = simulated.announcements.map {
            AnnouncementDocument(
                time: $0.date, check: $0.check.text, event: $0.event, title: $0.event.title, state: $0.state,
                priority: $0.priority.name, daysLeft: simulated.daysLeft($0), message: $0.message,
                remedy: $0.remedy)
        }
    }
}
