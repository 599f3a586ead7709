import Foundation
import Testing

@testable import Diagnosis
@testable import WatchCore

/// Grades, their order in time, and what gives way to what.
@Suite(.timeLimit(.minutes(2))) struct CauseTests {
    private func line(_ time: String, _ text: String) -> String { "[\(time)] \(text)\n" }

    @Test func twoKindsOfTokensInOneRecordProveItAndOneDoesNot() {
        func grade(_ text: String) -> Grade? { Known.diagnose(LogWriter.plain.text(text)).found.first?.grade }
        #expect(grade("failed: 0x800B0109") == .likely)
        #expect(grade("failed: 0x800B0109 0x80090325") == .likely)
        #expect(grade("TrustFailure 0x800B0109") == .proven)
        #expect(grade("Could not establish trust relationship") == .hint)
        #expect(grade("failed: TrustFailure\nfailed: 0x800B0109") == .likely)
        // In the connector's own log the sentence is more.
        #expect(
            Known.diagnose(LogWriter.eventXML.text("The registration request was denied.")).found.first?.grade
                == .likely)
        #expect(grade("(502) Bad Gateway, StatusCode=502") == .likely)
    }

    @Test func theInnermostExceptionCounts() {
        let log =
            "System.UnauthorizedAccessException: x ---> System.Security.Authentication.AuthenticationException: y\n"
        #expect(Known.diagnose(log).found.map(\.signature.name) == ["server-untrusted"])
        let other =
            "System.AggregateException: One or more errors occurred. ---> System.Net.WebException: (407)\n"
        #expect(Known.diagnose(other).found.map(\.signature.name) == ["proxy-authentication"])
    }

    @Test func whatCameFirstStandsFirstAndItsConsequencesSaySo() throws {
        let events = LogWriter.eventXML.text("It is over.", id: 1000)
        let trace =
            line("2026-10-01 10:00:00Z", "(407) refused") + line("2026-10-02 10:00:00Z", "(407) refused")
            + line("2026-12-01 10:00:00Z", "0x80070643 failed")
        let found = Known.diagnose(events, trace).found
        #expect(
            found.map(\.signature.name) == ["proxy-authentication", "trust-expired", "installation-failed"])
        #expect(found.map(\.follows) == [nil, "proxy-authentication", nil])
        #expect(found[0].count == 2 && found[0].quotes.map(\.line) == [1, 2])
        #expect(
            found[0].first?.rfc3339 == "2026-10-01T10:00:00Z"
                && found[0].last?.rfc3339 == "2026-10-02T10:00:00Z")
        // The other way round it is no consequence.
        let later = Known.diagnose(
            events, line("2026-11-20 10:00:00Z", "(407) x") + line("2026-11-21 10:00:00Z", "x")
        ).found
        #expect(later.map(\.signature.name) == ["trust-expired", "proxy-authentication"])
        #expect(later.allSatisfy { $0.follows == nil })
    }

    @Test func theRecordThatShowsItBestIsQuotedAndNoMoreThanThree() throws {
        let weak = (0..<5).map { line("2026-10-01 10:00:0\($0)Z", "0x800B0109") }.joined()
        let cause = try #require(
            Known.diagnose(weak + line("2026-10-01 11:00:00Z", "TrustFailure 0x800B0109")).found.first)
        #expect(cause.grade == .proven)
        #expect(cause.quotes.map(\.line) == [1, 2, 6])
        #expect(cause.evidence == ["TrustFailure", "0x800B0109"])
        #expect(cause.count == 6)
    }

    @Test func timesWithoutAZoneAreThoseOfTheGivenOne() throws {
        var diagnosis = Diagnosis(
            Known.signatures, zone: try #require(TimeZoneRules(posix: "CET-1CEST,M3.5.0,M10.5.0/3")))
        for record in ReadLog("03.07.2026 10:00:00 (407)\n03.07.2026 10:00:01 x\n").records {
            diagnosis.take(record, of: nil)
        }
        #expect(diagnosis.found.first?.first?.rfc3339 == "2026-07-03T08:00:00Z")
    }
}
