import Foundation
import Testing

@testable import WatchCore

/// From a verdict to what is sent.
struct AlertPipelineTests {
    private static let pace = Pace.sample(failuresToAlert: 1, passesToRecover: 1)
    private let a = Check.port("a", host: "a.example", pace: pace)
    private let b = Check.port("b", host: "b.example", pace: pace)
    private let journal = AlertSource(daemon: "journal", target: "/socket")

    private func table(_ checks: [Check]) -> CheckTable {
        var table = CheckTable()
        _ = table.replace(with: checks)
        return table
    }

    /// What watches two checks.
    private func pipeline() -> AlertPipeline {
        var pipeline = AlertPipeline(connector: "hq-01", journal: journal, printsAll: false)
        _ = pipeline.replace(
            with: table([a, b]), .init(altered: [], gone: [], effects: []), connector: "hq-01", at: start)
        return pipeline
    }

    private func take(
        _ pipeline: inout AlertPipeline, _ path: PathObservation, of check: Check, after seconds: Int
    ) -> AlertPipeline.Outcome {
        let verdict = judge(.port(direct: path), of: check, at: start.date)
        return pipeline.take(
            verdict, of: check, in: table([a, b]), CertificateLedger(), at: at(seconds))
    }

    private func at(_ seconds: Int) -> Timestamp {
        Timestamp(uptime: start.uptime + .seconds(seconds), date: start.date + Double(seconds))
    }

    private func summaries(_ effects: [Effect]) -> [String] {
        effects.compactMap { if case .send(let entry, _) = $0 { entry.summary } else { nil } }
    }

    @Test func aFindingIsSentWithTheNotificationItIsComposedOf() throws {
        var pipeline = pipeline()
        let outcome = take(&pipeline, .stopped(.connect, .refused), of: a, after: 0)
        #expect(outcome.asked == [])
        guard case .send(let entry, let notification)? = outcome.effects.first, outcome.effects.count == 1
        else {
            Issue.record("One entry is sent.")
            return
        }
        #expect(entry.summary == "1020 raised port a:443")
        #expect(notification?.state == .raised)
        #expect(notification?.finding.event == .portUnreachable)
        #expect(pipeline.urgency(of: a.name) == .failing)
        #expect(pipeline.urgency(of: b.name) == .regular)
        #expect(!pipeline.isDelivered)
        #expect(pipeline.take(.delivered, at: at(1)) == [])
        #expect(pipeline.isDelivered)
    }

    @Test func aFailureThatOthersMayShareHasThemAskedFirst() {
        var pipeline = pipeline()
        let first = take(&pipeline, .stopped(.resolve, .outOfTime), of: a, after: 0)
        #expect(first.effects == [])
        #expect(first.asked == [b.name])
        let second = take(&pipeline, .stopped(.resolve, .outOfTime), of: b, after: 1)
        #expect(summaries(second.effects) == ["1022 raised resolver"])
        // It works again, and says so once.
        _ = pipeline.take(.delivered, at: at(2))
        let third = take(&pipeline, .connected(), of: a, after: 3)
        #expect(summaries(third.effects) == ["1022 recovered resolver"])
    }

    @Test func whatIsNoLongerWatchedIsEnded() {
        var pipeline = pipeline()
        _ = take(&pipeline, .stopped(.connect, .refused), of: a, after: 0)
        _ = pipeline.take(.delivered, at: at(1))
        let effects = pipeline.replace(
            with: table([b]), .init(altered: [], gone: [a], effects: []), connector: "hq-02", at: at(2))
        #expect(summaries(effects) == ["1020 recovered port a:443"])
        #expect(
            effects.allSatisfy { if case .send(let entry, _) = $0 { entry[.name] == "hq-02" } else { false } }
        )
        #expect(pipeline.trackers.names == [])
    }

    @Test func whatAnEarlierRunLeftOfOthersIsEnded() {
        var earlier = pipeline()
        _ = take(&earlier, .stopped(.connect, .refused), of: a, after: 0)
        let saved = SavedState.SavedCheck(
            name: a.name, target: a.target.text, trackers: earlier.trackers.saved(a.name, at: at(1)))
        var pipeline = AlertPipeline(connector: "hq-01", journal: journal, printsAll: false)
        pipeline.restore(saved, at: at(2))
        let (effects, gone) = pipeline.resume(
            after: [a.name: "a.example:443"], with: [b], and: [journal], at: at(2))
        #expect(summaries(effects) == ["1020 recovered port a:443"])
        #expect(gone == [a.name])
    }

    @Test func aJournalThatTakesNothingIsAnAlertItself() {
        var pipeline = pipeline()
        _ = pipeline.announce(.stopping(), of: journal, at: at(0))
        let printed = pipeline.take(.absent, at: at(1))
        #expect(pipeline.trackers.isActive(.journalUnavailable, of: journal.name))
        #expect(printed.count == 2)
        #expect(pipeline.wakesAt == at(1).uptime + Outbox.rest)
        #expect(summaries(pipeline.wake(at: at(6))) == ["1091 info journal"])
        #expect(summaries(pipeline.take(.delivered, at: at(7))).first == "1096 raised journal")
        #expect(summaries(pipeline.take(.delivered, at: at(8))) == ["1096 recovered journal"])
    }
}
