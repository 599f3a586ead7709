import Foundation
import Testing

@testable import WatchCore

struct SilencesTests {
    private static let berlin = TimeZoneRules(posix: "CET-1CEST,M3.5.0,M10.5.0/3") ?? .utc

    private func at(_ text: String, uptime: Duration = .zero) -> Timestamp {
        Timestamp(uptime: uptime, date: date(text))
    }

    /// Whether others are in force at a time than before.
    private func look(
        _ silences: inout Silences, _ time: Timestamp, changes: Bool,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let isChanged = silences.update(at: time)
        #expect(isChanged == changes, sourceLocation: sourceLocation)
    }

    /// The names of those in force at a time, and until when.
    private func active(_ silences: Silences, _ text: String) -> [String] {
        var silences = silences
        _ = silences.update(at: at(text))
        return silences.active.map { "\($0.name) until \($0.until.rfc3339)" }
    }

    @Test(arguments: [
        ("2026-11-29T01:59:59Z", []), ("2026-11-29T02:00:00Z", ["patches until 2026-11-29T04:00:00Z"]),
        ("2026-11-29T03:59:59Z", ["patches until 2026-11-29T04:00:00Z"]), ("2026-11-29T04:00:00Z", []),
        ("2026-11-30T02:30:00Z", []),
    ])
    func aWindowBeginsOnTheCalendarAndLasts(time: String, expected: [String]) {
        #expect(
            active(Silences([.sample("Sun 02:00", lasting: .hours(2), checks: "*")]), time) == expected)
    }

    /// In autumn 02:30 comes twice and counts once; in spring it does not come.
    @Test(arguments: [
        ("2026-10-25T00:29:59Z", []), ("2026-10-25T00:30:00Z", ["patches until 2026-10-25T01:30:00Z"]),
        ("2026-10-25T01:29:59Z", ["patches until 2026-10-25T01:30:00Z"]), ("2026-10-25T01:30:00Z", []),
        ("2027-03-28T00:59:59Z", []), ("2027-03-28T01:00:00Z", []), ("2027-03-28T01:30:00Z", []),
        ("2027-03-29T00:30:00Z", ["patches until 2027-03-29T01:30:00Z"]),
    ])
    func theClocksAreSetAtNight(time: String, expected: [String]) {
        #expect(active(Silences([.sample("02:30", checks: "*")], zone: Self.berlin), time) == expected)
    }

    /// A window that reaches over the night in which the clocks are set lasts as long as it says.
    @Test func aDurationIsNoTimeOfDay() {
        let silences = Silences([.sample("Sat 22:00", lasting: .hours(8), checks: "*")], zone: Self.berlin)
        #expect(active(silences, "2027-03-28T02:00:00Z") == ["patches until 2027-03-28T05:00:00Z"])
        #expect(active(silences, "2026-10-25T02:00:00Z") == ["patches until 2026-10-25T04:00:00Z"])
    }

    @Test func oneThatBeginsAgainBeforeItsEndGoesOn() {
        let silences = Silences([.sample("*:*", lasting: .hours(2), checks: "*")])
        #expect(active(silences, "2026-11-29T01:59:59Z") == ["patches until 2026-11-29T03:59:00Z"])
        let dense = Silences([.sample("*:*:*", lasting: .days(31), checks: "*")])
        #expect(active(dense, "2026-11-29T00:00:00Z") == ["patches until 2026-12-30T00:00:00Z"])
    }

    @Test func oneForOnceIsInForceFromItsBeginToItsEnd() {
        let entry = SilenceEntry.sample(
            from: date("2026-11-29T01:00:00Z"), until: date("2026-11-29T02:00:00Z"), checks: "*")
        let silences = Silences(entries: [entry])
        #expect(active(silences, "2026-11-29T00:59:59Z") == [])
        #expect(active(silences, "2026-11-29T01:00:00Z") == ["once until 2026-11-29T02:00:00Z"])
        #expect(active(silences, "2026-11-29T02:00:00Z") == [])
        #expect(
            silences.outlook(at: date("2026-11-29T00:00:00Z")).map(\.next) == [date("2026-11-29T01:00:00Z")])
        #expect(silences.outlook(at: date("2026-11-29T02:00:00Z")) == [])
    }

    @Test func theOneThatEndsLastIsTold() {
        var silences = Silences(entries: [
            .sample("short", until: date("2026-11-29T01:00:00Z"), checks: "port *"),
            .sample(
                "long", until: date("2026-11-29T02:00:00Z"), checks: "port a:443", events: [.portUnreachable]),
        ])
        _ = silences.update(at: at("2026-11-29T00:00:00Z"))
        #expect(silences.active.silence(of: .portUnreachable, of: CheckName("port a:443"))?.name == "long")
        #expect(silences.active.silence(of: .proxyFails, of: CheckName("port a:443"))?.name == "short")
        #expect(silences.active.silence(of: .portUnreachable, of: CheckName("port b:443"))?.name == "short")
        #expect(silences.active.silence(of: .tls12Fails, of: CheckName("tls a")) == nil)
    }

    @Test func whatManyChecksNeedIsSilencedWhereAllOfThemAre() {
        var silences = Silences(entries: [
            .sample("a", until: date("2026-11-29T01:00:00Z"), checks: "port a:443"),
            .sample("b", until: date("2026-11-29T02:00:00Z"), checks: "port b:443"),
        ])
        _ = silences.update(at: at("2026-11-29T00:00:00Z"))
        func silence(_ names: String...) -> ActiveSilence? {
            silences.active.silence(
                of: .portUnreachable, of: CheckName("network"), standingFor: names.map { CheckName($0) })
        }
        #expect(silence("port a:443", "port b:443")?.name == "a")
        #expect(silence("port a:443", "port c:443") == nil)
        #expect(silence() == nil)
    }

    @Test func itWakesAtTheNextTurnButConsultsTheCalendarMoreOften() {
        var silences = Silences([.sample("Sun 02:00", checks: "*")])
        look(&silences, at("2026-11-29T01:00:00Z", uptime: .seconds(100)), changes: false)
        #expect(silences.wakesAt == .seconds(160))
        look(&silences, at("2026-11-29T01:59:30Z", uptime: .seconds(3670)), changes: false)
        #expect(silences.wakesAt == .seconds(3700))
        look(&silences, at("2026-11-29T02:00:00Z", uptime: .seconds(3700)), changes: true)
        #expect(!Silences().wakesEver)
    }

    @Test func aCalendarThatJumpsIsNoticedAtTheNextEvent() {
        var silences = Silences([.sample("Sun 02:00", checks: "*")])
        look(&silences, at("2026-11-29T01:00:00Z", uptime: .seconds(100)), changes: false)
        look(&silences, at("2026-11-29T02:10:00Z", uptime: .seconds(101)), changes: true)
        #expect(silences.active.count == 1)
        look(&silences, at("2026-11-28T12:00:00Z", uptime: .seconds(102)), changes: true)
        #expect(silences.active == [])
    }

    @Test func onlyAnotherListIsLookedUpAgain() {
        var silences = Silences(entries: [.sample(until: date("2026-11-29T01:00:00Z"), checks: "*")])
        look(&silences, at("2026-11-29T00:00:00Z"), changes: true)
        silences.replace(
            entries: [.sample(until: date("2026-11-29T01:00:00Z"), checks: "*")], zone: .utc)
        look(&silences, at("2026-11-29T00:00:00Z"), changes: false)
        silences.replace(entries: [], zone: .utc)
        look(&silences, at("2026-11-29T00:00:00Z"), changes: true)
    }
}

extension Silences {
    /// Whether it wants to be woken after it has looked.
    fileprivate var wakesEver: Bool {
        var silences = self
        _ = silences.update(at: start)
        return silences.wakesAt != nil
    }
}
