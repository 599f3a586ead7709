import Foundation
import SystemdHost
import Testing
import WatchCore

extension Journal {
    struct JournalWriterTests {
        private let incident = UUID().uuidString

        /// Each is sent this many times over: journald takes what a datagram cannot hold in another way.
        @Test(arguments: [
            ("One line.", 1), ("Two\nlines.", 1), ("Gr\u{fc}\u{df}e, \u{65e5}\u{672c}\u{8a9e} \u{1f512}", 1),
            ("a=b=c", 1), ("x", 64 * 1024), ("long \u{e4}\n", 60_000),
        ])
        func whatIsSentComesBack(text: String, times: Int) async throws {
            let value = String(repeating: text, count: times)
            let field = JournalEntry.Field(JournalField.check.rawValue, value)
            let entry = Journal.alert(.portUnreachable, incident: incident, message: value, others: [field])
            #expect(await Journal.deliver(entry) == .delivered)
            let shown = try #require(try await Journal.entries(incident: incident).first)
            // Compared outside, so that a difference does not print all of it.
            let isShown = shown["MESSAGE"] == value && shown["CONNECTOR_CHECK"] == value
            #expect(isShown)
            #expect(shown["PRIORITY"] == "3")
            #expect(shown["SYSLOG_IDENTIFIER"] == "connector-watchd")
            let record = try #require(try await Journal.records(incident: incident).first)
            let isRead = record.message == value && record.value(.check) == value
            #expect(isRead)
            #expect(record.event == 1020)
            #expect(record.priority == 3)
        }

        @Test func anEmptyValueIsAnEmptyField() async throws {
            let field = JournalEntry.Field(JournalField.check.rawValue, "")
            #expect(
                await Journal.deliver(
                    Journal.alert(.started, incident: incident, message: "", others: [field])) == .delivered
            )
            #expect(try await Journal.entries(incident: incident).first?["CONNECTOR_CHECK"] == "")
            #expect(try await Journal.records(incident: incident).first?.value(.check) == "")
        }

        @Test func entriesKeepTheOrderInWhichTheyWereSent() async throws {
            let writer = JournalWriter()
            let outcomes = AsyncStream<JournalDelivery>.makeStream()
            for number in 0..<100 {
                writer.send(Journal.alert(.started, incident: incident, message: "\(number)")) { @Sendable in
                    outcomes.continuation.yield($0)
                }
            }
            var iterator = outcomes.stream.makeAsyncIterator()
            for _ in 0..<100 { #expect(await iterator.next() == .delivered) }
            #expect(try await Journal.records(incident: incident).map(\.message) == (0..<100).map { "\($0)" })
        }

        @Test func aMissingSocketMeansThatThereIsNoJournald() async throws {
            let socket = "/run/systemd/journal/socket"
            try FileManager.default.moveItem(atPath: socket, toPath: socket + ".away")
            let outcome = await Journal.deliver(Journal.alert(.started, incident: incident))
            try FileManager.default.moveItem(atPath: socket + ".away", toPath: socket)
            #expect(outcome == .absent)
            #expect(await Journal.deliver(Journal.alert(.stopping, incident: incident)) == .delivered)
            #expect(try await Journal.records(incident: incident).map(\.event) == [1091])
        }

        @Test func aKilledJournaldIsAbsentUntilItIsStartedAgain() async throws {
            let writer = JournalWriter()
            kill(try Journal.processID(), SIGKILL)
            // The kernel takes its time to close the socket.
            var outcome = JournalDelivery.delivered
            while outcome == .delivered {
                outcome = await Journal.deliver(Journal.alert(.started, incident: "none"), with: writer)
            }
            #expect(outcome == .absent)
            #expect(FileManager.default.fileExists(atPath: "/run/systemd/journal/socket"))
            try await Journal.start()
            #expect(
                await Journal.deliver(Journal.alert(.started, incident: incident), with: writer) == .delivered
            )
            #expect(try await Journal.records(incident: incident).count == 1)
        }

        @Test func aHangingJournaldHoldsUpTheEntryButNotTheCaller() async throws {
            let journald = try Journal.processID()
            kill(journald, SIGSTOP)
            try fillSocket()
            let steps = AsyncStream<String>.makeStream()
            JournalWriter().send(Journal.alert(.started, incident: incident)) { @Sendable in
                steps.continuation.yield("\($0)")
            }
            steps.continuation.yield("caller goes on")
            kill(journald, SIGCONT)
            var iterator = steps.stream.makeAsyncIterator()
            #expect(await iterator.next() == "caller goes on")
            #expect(await iterator.next() == "delivered")
            #expect(try await Journal.records(incident: incident).count == 1)
        }

        /// Sends to journald until its queue takes nothing more, not even from a socket that sent nothing yet.
        private func fillSocket() throws {
            var wasTaken = true
            var sockets: [Int32] = []
            defer { for socket in sockets { close(socket) } }
            while wasTaken {
                let sender = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
                sockets.append(sender)
                try #require(UnixAddress.connect(sender, to: "/run/systemd/journal/socket") == 0)
                wasTaken = false
                while send(sender, "MESSAGE=filler\n", 15, Int32(MSG_DONTWAIT)) > 0 {
                    wasTaken = true
                }
                try #require(errno == EAGAIN)
            }
        }
    }
}
