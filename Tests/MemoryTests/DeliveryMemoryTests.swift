import Foundation
import Memory
import TestSupport
import Testing

@testable import WatchCore

/// What waits for receivers, on a real disk.
@Suite(.timeLimit(.minutes(1))) struct DeliveryMemoryTests {
    private static let noon = Date(timeIntervalSince1970: 1_795_000_000)
    private static let ops = CheckName("webhook ops")
    private static let member = CheckName("alertmanager alerts.example:9093")

    private func notification(_ number: Int) -> SavedDelivery {
        let entry = JournalEntry(priority: .error, message: "Entry \(number): ä\"\n.")
        return SavedDelivery(
            DeliveryKey(Self.ops, "id \(number)"), .notification(entry, at: Self.noon + Double(number)))
    }

    private func alert(isOver: Bool) -> SavedDelivery {
        let alert = BoardAlert(
            incident: "1", labels: ["check": "port a:443", "alertname": "Test"],
            annotations: ["message": "It fails."],
            startsAt: Self.noon, isTaken: true, isOver: isOver)
        return SavedDelivery(DeliveryKey(Self.member, alert.key), .alert(alert))
    }

    @Test func whatWaitsIsThereAgainInItsOrder() async throws {
        try await withTemporaryDirectory { directory in
            let store = MemoryStore(directory: directory.path)
            var change = StateChange()
            change.deliveries = [notification(1), alert(isOver: false), notification(2), notification(3)]
            #expect(await store.save(change, at: Self.noon).failure == nil)
            change.deliveries = [alert(isOver: true)]
            change.settledDeliveries = [DeliveryKey(Self.ops, "id 2"), DeliveryKey(Self.member, "id 1")]
            #expect(await store.save(change, at: Self.noon).failure == nil)
            let read = await MemoryStore(directory: directory.path).load(at: Self.noon)
            #expect(read.damage == nil)
            #expect(read.state?.deliveries == [notification(1), notification(3), alert(isOver: true)])
        }
    }

    @Test func aWholeStateTakesThePlaceOfWhatWaited() async throws {
        try await withTemporaryDirectory { directory in
            let store = MemoryStore(directory: directory.path)
            var change = StateChange()
            change.deliveries = [notification(1)]
            #expect(await store.save(change, at: Self.noon).failure == nil)
            var whole = StateChange(isWhole: true)
            whole.deliveries = [notification(2)]
            #expect(await store.save(whole, at: Self.noon).failure == nil)
            #expect(await store.load(at: Self.noon).state?.deliveries == [notification(2)])
        }
    }

    @Test func aMemoryOfTheVersionBeforeIsTakenOver() async throws {
        try await withTemporaryDirectory { directory in
            let store = MemoryStore(directory: directory.path)
            var change = StateChange()
            change.facts = SavedFacts(learnedTenant: "tenant", bootID: "boot")
            #expect(await store.save(change, at: Self.noon).failure == nil)
            await store.close()
            try await Program.bash(
                "sqlite3 memory.db 'DROP TABLE deliveries; PRAGMA user_version = 2'", in: directory.path)
            change.deliveries = [notification(1)]
            let next = MemoryStore(directory: directory.path)
            #expect(await next.load(at: Self.noon).state?.facts.learnedTenant == "tenant")
            #expect(await next.save(change, at: Self.noon).failure == nil)
            #expect(await next.load(at: Self.noon).state?.deliveries == [notification(1)])
        }
    }

    @Test func aRowThatCannotBeReadIsSkippedAndTold() async throws {
        try await withTemporaryDirectory { directory in
            let store = MemoryStore(directory: directory.path)
            var change = StateChange()
            change.deliveries = [notification(1), notification(2)]
            #expect(await store.save(change, at: Self.noon).failure == nil)
            await store.close()
            try await Program.bash(
                "sqlite3 memory.db \"UPDATE deliveries SET entry = '{}' WHERE id = 'id 1'\"",
                in: directory.path)
            let read = await MemoryStore(directory: directory.path).load(at: Self.noon)
            #expect(read.state?.deliveries == [notification(2)])
            #expect(read.damage?.hasPrefix("1 of the rows") == true)
        }
    }
}
