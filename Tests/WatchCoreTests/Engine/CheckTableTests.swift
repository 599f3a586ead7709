import Testing

@testable import WatchCore

struct CheckTableTests {
    private static let answer = LastProbe(.unanswered, at: start.date)

    private func table(_ checks: Check...) -> CheckTable {
        var table = CheckTable()
        _ = table.replace(with: checks)
        return table
    }

    @Test func aCheckIsNeverProbedTwiceAtOnce() throws {
        let check = Check.port()
        var table = table(check)
        let started = table.start(check.name, at: .zero)
        let id = try #require(started)
        #expect(table.start(check.name, at: .zero) == nil)
        #expect(table.inFlight == [id])
        #expect(table.end(id, Self.answer)?.entry.check == check)
        #expect(table.end(id, Self.answer) == nil, "It has ended already.")
        #expect(table.start(check.name, at: .seconds(1)) != id)
    }

    @Test func whatFindsNoPlaceIsTakenInTheOrderOfItsComing() throws {
        let checks = (0..<ProbeLimits.places + 2).map { Check.port("p\($0)") }
        var table = CheckTable()
        _ = table.replace(with: checks)
        let ids = checks.map { table.start($0.name, at: .zero) }
        #expect(table.isFull)
        #expect(ids.suffix(2).allSatisfy { $0 == nil })
        #expect(table.takeQueued() == nil)
        _ = table.end(try #require(ids[7]), Self.answer)
        #expect(table.takeQueued() == checks[ProbeLimits.places].name)
        _ = table.start(checks[ProbeLimits.places].name, at: .zero)
        #expect(table.takeQueued() == nil)
        _ = table.replace(with: Array(checks.dropLast()))
        _ = table.end(try #require(ids[8]), Self.answer)
        #expect(table.takeQueued() == nil, "The other one is no longer watched.")
    }

    @Test func theFirstRoundIsOverOnceEachCheckWasProbed() throws {
        let (first, second) = (Check.port("a"), Check.port("b"))
        var table = table(first, second)
        for check in [first, first, second] {
            #expect(!table.isFirstRoundOver)
            let started = table.start(check.name, at: .zero)
            let id = try #require(started)
            _ = table.end(id, Self.answer)
        }
        #expect(table.isFirstRoundOver)
        _ = table.replace(with: [first, second, .port("c")])
        #expect(!table.isFirstRoundOver)
        _ = table.replace(with: [first])
        #expect(table.isFirstRoundOver)
    }

    @Test func aProbeOfTheSameTargetOutlivesOtherSettings() throws {
        let before = Check.port()
        let after = Check.port(pace: .sample(interval: .seconds(5)))
        var table = table(before)
        let started = table.start(before.name, at: .zero)
        let id = try #require(started)
        let replacement = table.replace(with: [after])
        #expect(replacement.altered == [after])
        #expect(replacement.new.isEmpty && replacement.gone.isEmpty)
        #expect(table.takeAbandoned().isEmpty)
        let end = table.end(id, Self.answer)
        let ended = try #require(end)
        #expect(ended.probe.isDueAgain)
        #expect(ended.entry.check == after)
    }

    @Test func aProbeOfAnotherTargetIsAbandoned() throws {
        let before = Check.port(host: "old.example")
        let after = Check.port(host: "new.example")
        var table = table(before)
        let started = table.start(before.name, at: .zero)
        let id = try #require(started)
        let replacement = table.replace(with: [after])
        #expect(replacement.new == [after])
        #expect(replacement.gone == [before])
        #expect(table.takeAbandoned() == [id])
        #expect(table.takeAbandoned().isEmpty)
        #expect(table.probe(id) == nil)
        #expect(table.end(id, Self.answer) == nil)
    }
}
