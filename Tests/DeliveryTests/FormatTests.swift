import Foundation
import Testing

@testable import Delivery
@testable import NetworkPath
@testable import WatchCore

/// What each kind of receiver is sent.
struct FormatTests {
    private static let formats: [any DeliveryFormat] = [
        CloudEventsFormat(), JSONFormat(), SlackFormat(), TeamsFormat(),
    ]

    private func json(_ format: any DeliveryFormat, _ content: DeliveryContent = .sample) throws -> [String:
        Any]
    {
        let message = try #require(format.message(content))
        return try #require(try JSONSerialization.jsonObject(with: Data(message.body)) as? [String: Any])
    }

    /// Every text in it.
    private func texts(_ value: Any) -> [String] {
        switch value {
        case let text as String: [text]
        case let list as [Any]: list.flatMap(texts)
        case let object as [String: Any]: object.values.flatMap(texts)
        default: []
        }
    }

    @Test(arguments: 0..<4)
    func theIdOfTheNotificationIsTheKeyOfIdempotency(index: Int) throws {
        let message = try #require(Self.formats[index].message(.sample))
        #expect(message.fields.contains("Idempotency-Key: \"0123456789abcdef\""))
        #expect(Self.formats[index].message(.alert) == nil)
    }

    @Test func aCloudEventHasWhatTheSpecificationAsksFor() throws {
        let event = try json(CloudEventsFormat())
        #expect(event["specversion"] as? String == "1.0")
        #expect(event["id"] as? String == "0123456789abcdef")
        #expect(event["source"] as? String == "/connector-watch/hq%2001")
        #expect(event["type"] as? String == "connector-watch.alert.raised")
        #expect(event["time"] as? String == "2026-11-18T11:06:40Z")
        #expect(event["subject"] as? String == "port login:443")
        let data = try #require(event["data"] as? [String: String])
        #expect(data["CONNECTOR_EVENT_ID"] == "1020")
        #expect(data["PRIORITY"] == "3")
    }

    @Test func aCloudEventIsNeverLargerThanWhatMustBeForwarded() throws {
        var entry = JournalEntry.sample()
        for field in JournalField.allCases {
            entry.others.append(JournalEntry.Field(field.rawValue, String(repeating: "ä", count: 4096)))
        }
        let message = try #require(
            CloudEventsFormat().message(.notification(entry, id: "1", at: noon)))
        #expect(message.body.count <= CloudEventsFormat.limit)
    }

    @Test func jsonIsWhatJournalctlShows() throws {
        let fields = try #require(try json(JSONFormat()) as? [String: String])
        #expect(fields["MESSAGE"] == "login.example:443 refused the connection.")
        #expect(fields["__REALTIME_TIMESTAMP"] == "1795000000000000")
        #expect(fields.count == JournalEntry.sample().fields.count + 1)
    }

    @Test func inSlackNothingMentionsOrLinks() throws {
        let message = try json(SlackFormat())
        let blocks = try #require(message["blocks"] as? [[String: Any]])
        #expect(blocks.map { $0["type"] as? String } == ["header", "section", "section", "context"])
        #expect(texts(message).filter { $0 == "mrkdwn" }.isEmpty)
        let entry = JournalEntry(priority: .error, message: "<!channel> & all")
        let text = try json(SlackFormat(), .notification(entry, id: "1", at: noon))["text"] as? String
        #expect(text == "&lt;!channel&gt; &amp; all")
    }

    @Test func aSectionOfSlackHasAtMostItsLimit() throws {
        let long = JournalEntry.sample(
            remedy: String(repeating: "x", count: 9000), target: String(repeating: "y", count: 8000))
        let message = try json(SlackFormat(), .notification(long, id: "1", at: noon))
        #expect(texts(message).allSatisfy { $0.count <= SlackFormat.sectionLimit })
    }

    @Test func inTeamsAllIsPlainText() throws {
        let message = try json(TeamsFormat())
        #expect(message["type"] as? String == "message")
        let attachment = try #require((message["attachments"] as? [[String: Any]])?.first)
        #expect(attachment["contentType"] as? String == "application/vnd.microsoft.card.adaptive")
        let card = try #require(attachment["content"] as? [String: Any])
        let body = try #require(card["body"] as? [[String: Any]])
        #expect(body.allSatisfy { $0["type"] as? String == "RichTextBlock" })
        #expect(texts(card).contains("raised: Port unreachable (err)"))
    }

    @Test func aMessageOfTeamsHasAtMost28KB() throws {
        let long = JournalEntry.sample(
            remedy: String(repeating: "ä", count: 9000), target: String(repeating: "ö", count: 8000))
        let message = try #require(TeamsFormat().message(.notification(long, id: "1", at: noon)))
        #expect(message.body.count <= 28 * 1024)
    }

    @Test func anAlertSaysWhenItBeganAndEnded() throws {
        let message = try #require(AlertmanagerFormat().message(.alert))
        #expect(message.fields.contains("Content-Type: application/json"))
        #expect(
            String(decoding: message.body, as: UTF8.self)
                == #"[{"annotations":{"message":"It \"fails\"\nbadly: ä."},"endsAt":"2026-11-18T11:07:40Z","#
                + #""labels":{"alertname":"ConnectorTest","check":"port login:443"},"startsAt":"2026-11-18T11:06:40Z"}]"#
        )
        #expect(AlertmanagerFormat().message(.sample) == nil)
    }

    private func answer(_ status: Int, _ body: String = "", retryAfter: String? = nil, date: Date? = nil)
        -> WebAnswer
    {
        WebAnswer(
            status: status, statusLine: "HTTP/1.1 \(status) Word", date: date, retryAfter: retryAfter,
            body: body)
    }

    @Test(arguments: [200, 201, 202, 204])
    func aSuccessIsTaken(status: Int) {
        #expect(JSONFormat().judge(answer(status)) == .taken)
    }

    @Test(arguments: [401, 403, 404, 405, 410, 413, 422, 301, 302, 307])
    func whatIsRefusedForGoodIsFinal(status: Int) {
        guard case .refused(_, isMalformed: false) = JSONFormat().judge(answer(status)) else {
            Issue.record("\(status) is not final.")
            return
        }
    }

    @Test(arguments: [408, 425, 429, 500, 502, 503, 504])
    func whatMayBeTakenLaterIsNot(status: Int) {
        #expect(
            JSONFormat().judge(answer(status, retryAfter: "7"))
                == .failed("answered \"\(status) Word\"", retryAfter: .seconds(7)))
    }

    @Test(
        arguments: [
            ("120", Duration.seconds(120)), ("Wed, 18 Nov 2026 11:08:40 GMT", .seconds(120)),
            ("Wed, 18 Nov 2020 11:08:40 GMT", .zero), ("soon", nil), ("-5", nil),
            ("99999999999999999999", nil),
        ] as [(String, Duration?)])
    func theTimeToWaitIsSecondsOrADate(text: String, pause: Duration?) {
        #expect(
            JSONFormat().judge(answer(503, retryAfter: text, date: noon))
                == .failed("answered \"503 Word\"", retryAfter: pause))
    }

    @Test func anAlertThatIsMalformedIsToldApart() {
        #expect(
            AlertmanagerFormat().judge(answer(400, "start time must be before end time"))
                == .refused(
                    "answered \"400 Word\" (start time must be before end time)", isMalformed: true))
    }

    @Test func aPageIsNoAlertmanager() {
        guard case .failed = AlertmanagerFormat().judge(answer(200, "\n<html>")) else {
            Issue.record("A page is taken for an Alertmanager.")
            return
        }
        #expect(AlertmanagerFormat().judge(answer(200)) == .taken)
    }

    @Test(arguments: [
        (202, "", true), (200, "1", true), (200, "", true),
        (200, "Webhook message delivery failed with error: HTTP error 429", false),
    ])
    func anOldConnectorOfTeamsSaysInTheBodyThatItFailed(status: Int, body: String, isTaken: Bool) {
        #expect((TeamsFormat().judge(answer(status, body)) == .taken) == isTaken)
    }
}
