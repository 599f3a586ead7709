import Foundation
import SystemdHost
import TestSupport
import Testing
import WatchCore

extension Journal {
    struct JournalReaderTests {
        private let incident = UUID().uuidString

        /// Sends three alerts of this test.
        private func sendThree() async {
            for event in [AlertEvent.portUnreachable, .loginFails, .portUnreachable] {
                #expect(await Journal.deliver(Journal.alert(event, incident: incident)) == .delivered)
            }
        }

        @Test func onlyTheEventsAskedForAreRead() async throws {
            await sendThree()
            #expect(try await Journal.records(incident: incident).map(\.event) == [1020, 1030, 1020])
            #expect(
                try await Journal.records(incident: incident, events: [.portUnreachable]).map(\.event) == [
                    1020, 1020,
                ])
            let both: Set<AlertEvent> = [.portUnreachable, .loginFails]
            #expect(try await Journal.records(incident: incident, events: both).count == 3)
            #expect(try await Journal.records(incident: incident, events: [.trustExpired]).isEmpty)
        }

        @Test func entriesOfOthersAndWithoutANumberAreLeftOut() async throws {
            let field = JournalEntry.Field(JournalField.incident.rawValue, incident)
            let noNumber = JournalEntry(priority: .error, message: "No number.", others: [field])
            #expect(await Journal.deliver(noNumber) == .delivered)
            let someoneElse = JournalWriter(identifier: "someone-else")
            #expect(
                await Journal.deliver(Journal.alert(.started, incident: incident), with: someoneElse)
                    == .delivered)
            let badNumber = JournalEntry.Field(JournalField.eventID.rawValue, "many")
            let bad = JournalEntry(priority: .error, message: "Bad number.", others: [field, badNumber])
            #expect(await Journal.deliver(bad) == .delivered)
            #expect(await Journal.deliver(Journal.alert(.stopping, incident: incident)) == .delivered)
            #expect(try await Journal.records(incident: incident).map(\.event) == [1091])
        }

        @Test(arguments: [0, 1, 2, 1000])
        func theLastOnesAreCountedFromTheEnd(count: Int) async throws {
            await sendThree()
            try await Journal.synchronize()
            let reader = try JournalReader(events: [.portUnreachable, .loginFails])
            try reader.begin(last: count)
            var found: [AlertRecord] = []
            while let record = try reader.next() { found.append(record) }
            let all = try await Journal.records(incident: incident)
            #expect(found.suffix(3) == all.suffix(min(count, 3)))
            #expect(found.count <= count)
        }

        @Test func sinceIncludesItsOwnMicrosecond() async throws {
            await sendThree()
            let all = try await Journal.records(incident: incident)
            let middle = all[1].time
            #expect(all[0].time < middle)
            let reader = try JournalReader(events: [.portUnreachable, .loginFails])
            try reader.begin(since: middle)
            #expect(try reader.next() == all[1])
            #expect(try reader.next() == all[2])
            #expect(try reader.next() == nil)
            try reader.begin(last: 1000, since: middle + 1)
            #expect(try reader.next() == all[2])
            try reader.begin(last: 1, since: middle)
            #expect(try reader.next() == all[2])
        }

        /// Nobody else sends these events, so the reader begins where there is none.
        @Test(arguments: [(AlertEvent.stateUnusable, nil), (.alertsDropped, 0), (.journalUnavailable, 5)])
        func anEntryThatComesLaterIsFound(event: AlertEvent, last: Int?) async throws {
            let reader = try JournalReader(events: [event])
            try reader.startWatching()
            if let last { try reader.begin(last: last) } else { try reader.begin(since: nil) }
            while try reader.next() != nil {}
            #expect(await Journal.deliver(Journal.alert(event, incident: incident)) == .delivered)
            // The ends of a pipe that nobody writes to.
            let pipe = Pipe()
            let (stop, output) = (
                pipe.fileHandleForReading.fileDescriptor, pipe.fileHandleForWriting.fileDescriptor
            )
            var record = try reader.next()
            while record == nil {
                #expect(try reader.wait(unless: stop, output: output) == .more)
                record = try reader.next()
            }
            #expect(record?.value(.incident) == incident)
            try pipe.fileHandleForReading.close()
            #expect(try reader.wait(unless: -1, output: output) == .ended)
        }

        @Test func aDirectoryWithoutAJournalHasNoAlerts() async throws {
            try await withTemporaryDirectory { directory in
                let reader = try JournalReader(directory: directory.path)
                try reader.begin(last: 10)
                #expect(try reader.next() == nil)
                #expect(throws: HostError.self) { try JournalReader(directory: directory("gone")) }
            }
        }
    }
}
