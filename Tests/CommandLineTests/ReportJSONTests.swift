import Foundation
import Testing
import WatchCore

@testable import connector_watch

struct ReportJSONTests {
    /// Every key of an object and of those inside it, as `checks.ways.via`.
    private func keys(_ value: Any, below path: String = "") -> Set<String> {
        if let values = value as? [Any] { return Set(values.flatMap { keys($0, below: path) }) }
        guard let object = value as? [String: Any] else { return [] }
        return Set(
            object.flatMap { key, value in
                let path = path.isEmpty ? key : "\(path).\(key)"
                return [path] + keys(value, below: path)
            })
    }

    /// Below this key the names are those of phases and journal fields.
    private func isOfFixedSet(_ key: String) -> Bool {
        !key.contains(".phase_ms.") && !key.contains(".details.")
    }

    @Test func theKeysArePromised() throws {
        let report = Report.sample([.port(host: "a.example", failure: .refused)], leftOut: ["port b:1"])
        let object = try JSONSerialization.jsonObject(with: Data(try report.json.document().utf8))
        #expect(
            keys(object).filter(isOfFixedSet).sorted() == [
                "checks", "checks.answered", "checks.check", "checks.findings", "checks.findings.details",
                "checks.findings.event", "checks.findings.message", "checks.findings.phase",
                "checks.findings.priority", "checks.findings.reason", "checks.findings.title",
                "checks.findings.via", "checks.group", "checks.host", "checks.target", "checks.timeout_ms",
                "checks.trust", "checks.verdict", "checks.ways", "checks.ways.addresses",
                "checks.ways.addresses.address", "checks.ways.addresses.failure", "checks.ways.addresses.ms",
                "checks.ways.attempts", "checks.ways.http", "checks.ways.phase_ms", "checks.ways.proxy",
                "checks.ways.stop", "checks.ways.stop.phase", "checks.ways.stop.reason", "checks.ways.tls",
                "checks.ways.tunnel", "checks.ways.verdict", "checks.ways.via", "connector", "duration_ms",
                "host", "left_out", "time", "verdict",
            ])
    }

    @Test func whatWasNotSeenHasTheSameKeys() throws {
        var check = CheckReport.port(host: "a.example")
        let seen = try JSONSerialization.jsonObject(
            with: Data(try Report.sample([check]).json.document().utf8))
        check.observation = .unanswered
        let unseen = try JSONSerialization.jsonObject(
            with: Data(try Report.sample([check]).json.document().utf8))
        func outer(_ object: Any) -> Set<String> {
            keys(object).filter { isOfFixedSet($0) && !$0.contains(".addresses.") }
        }
        #expect(outer(unseen) == outer(seen))
    }

    @Test func valuesAreWrittenAsTheyAre() throws {
        let values = JSONValue.object([
            "b": .array([.null, .bool(true), .integer(-3), .text("a/\"b\"\u{1b}")]),
            "a": .milliseconds(.microseconds(2340)),
        ])
        let text = try values.document().filter { !$0.isWhitespace }
        #expect(text == #"{"a":2.3,"b":[null,true,-3,"a/\"b\"\u001b"]}"#)
    }
}
