import Testing

@testable import WatchCore

struct OutboxTests {
    private func entry(_ number: Int) -> JournalEntry {
        JournalEntry(priority: .error, message: "entry \(number)")
    }

    private func notification(_ number: Int) -> Notification {
        let finding = Finding(
            .portUnreachable, .error, .connect, nil, message: "finding \(number)", file: "", line: 1,
            function: "")
        return Notification(
            state: .info, check: CheckName("port p:443"), target: "p:443", finding: finding, incident: nil,
            duration: .zero)
    }

    private func waiting(_ number: Int) -> WaitingNotification {
        WaitingNotification(id: "id \(number)", entry: entry(number))
    }

    private func send(_ number: Int) -> Effect { .send(entry(number), of: notification(number)) }

    @Test func handsOverOneAtATimeInOrder() {
        var outbox = Outbox(printsAll: false)
        #expect(outbox.add(waiting(1), of: notification(1), at: .zero) == [send(1)])
        #expect(outbox.add(waiting(2), of: notification(2), at: .zero) == [])
        #expect(outbox.take(.delivered, at: .zero) == [send(2)])
        #expect(!outbox.isEmpty)
        #expect(outbox.take(.delivered, at: .zero) == [])
        #expect(outbox.isEmpty)
        #expect(outbox.wakesAt == nil)
    }

    @Test(arguments: [
        (JournalDelivery.absent, Outbox.Failure.absent), (.failed("no space"), .failed("no space")),
    ])
    func printsKeepsAndTriesAgainWhatIsNotTaken(delivery: JournalDelivery, failure: Outbox.Failure) {
        var outbox = Outbox(printsAll: false)
        _ = outbox.add(waiting(1), of: notification(1), at: .zero)
        _ = outbox.add(waiting(2), of: notification(2), at: .zero)
        #expect(outbox.take(delivery, at: .seconds(1)) == [.print(entry(1)), .print(entry(2))])
        #expect(outbox.failure == failure)
        #expect(outbox.wakesAt == .seconds(1) + Outbox.rest)
        #expect(outbox.add(waiting(3), of: notification(3), at: .seconds(2)) == [.print(entry(3))])
        #expect(outbox.wake(at: .seconds(5)) == [])
        #expect(outbox.wake(at: .seconds(6)) == [send(1)])
        #expect(outbox.take(delivery, at: .seconds(6)) == [])
        #expect(outbox.wake(at: .seconds(11)) == [send(1)])
        #expect(outbox.take(.delivered, at: .seconds(11)) == [send(2)])
        #expect(outbox.failure == nil)
        #expect(outbox.take(.delivered, at: .seconds(11)) == [send(3)])
        #expect(outbox.take(.delivered, at: .seconds(11)) == [])
        #expect(outbox.isEmpty)
    }

    @Test func printsWhatWaitsWhenTheJournalHangsAndSendsNothingTwice() {
        var outbox = Outbox(printsAll: false)
        _ = outbox.add(waiting(1), of: notification(1), at: .zero)
        #expect(outbox.wakesAt == Outbox.patience)
        #expect(outbox.wake(at: .seconds(4)) == [])
        #expect(outbox.wake(at: .seconds(5)) == [.print(entry(1))])
        #expect(outbox.failure == .hanging)
        #expect(outbox.wakesAt == nil)
        #expect(outbox.wake(at: .seconds(60)) == [])
        #expect(outbox.add(waiting(2), of: notification(2), at: .seconds(60)) == [.print(entry(2))])
        #expect(outbox.take(.delivered, at: .seconds(90)) == [send(2)])
        #expect(outbox.failure == nil)
    }

    @Test func printsEveryEntryOnceInTheForeground() {
        var outbox = Outbox(printsAll: true)
        #expect(outbox.add(waiting(1), of: notification(1), at: .zero) == [.print(entry(1)), send(1)])
        #expect(outbox.take(.absent, at: .zero) == [])
        #expect(outbox.add(waiting(2), of: notification(2), at: .zero) == [.print(entry(2))])
    }

    @Test(arguments: [false, true])
    func printsAndCountsWhatFindsNoRoom(isAbsent: Bool) {
        var outbox = Outbox(printsAll: false)
        _ = outbox.add(waiting(0), of: notification(0), at: .zero)
        if isAbsent { _ = outbox.take(.absent, at: .zero) }
        for number in 1..<Outbox.limit {
            _ = outbox.add(waiting(number), of: notification(number), at: .zero)
        }
        #expect(!outbox.hasRoom)
        #expect(outbox.add(waiting(-1), of: notification(-1), at: .zero) == [.print(entry(-1))])
        #expect(outbox.add(waiting(-2), of: notification(-2), at: .zero) == [.print(entry(-2))])
        #expect(outbox.takeDropped() == 2)
        #expect(outbox.takeDropped() == 0)
        if isAbsent { #expect(outbox.wake(at: Outbox.rest) == [send(0)]) }
        for number in 1..<Outbox.limit {
            #expect(outbox.take(.delivered, at: Outbox.rest) == [send(number)])
        }
        #expect(outbox.take(.delivered, at: Outbox.rest) == [])
        #expect(outbox.hasRoom)
    }

    @Test func ignoresAnAnswerThatNobodyWaitsFor() {
        var outbox = Outbox(printsAll: false)
        #expect(outbox.take(.delivered, at: .zero) == [])
        #expect(outbox.take(.absent, at: .zero) == [])
        #expect(outbox.failure == nil)
    }

    /// However the journal behaves: an entry that finds room reaches it once and in order, one that finds none
    /// is printed, none is printed twice.
    @Test(arguments: UInt64(1)...20)
    func losesNothingBelowItsBound(seed: UInt64) {
        var chance = SeededGenerator(seed: seed)
        var outbox = Outbox(printsAll: Bool.random(using: &chance))
        var (now, added) = (Duration.zero, 0)
        var accepted: [JournalEntry] = []
        var (printed, sent): ([JournalEntry], [JournalEntry]) = ([], [])
        var delivered: [JournalEntry] = []
        var inFlight: JournalEntry?

        func perform(_ effects: [Effect]) {
            for effect in effects {
                switch effect {
                case .print(let entry): printed.append(entry)
                case .send(let entry, let notification):
                    #expect(inFlight == nil)
                    #expect(notification?.finding.message == "finding" + entry.message.dropFirst(5))
                    inFlight = entry
                    sent.append(entry)
                default: Issue.record("An outbox sends and prints, and does nothing else.")
                }
            }
        }
        func answer(_ delivery: JournalDelivery) {
            guard let entry = inFlight else { return }
            inFlight = nil
            if delivery == .delivered { delivered.append(entry) }
            perform(outbox.take(delivery, at: now))
        }

        for _ in 0..<6000 {
            switch Int.random(in: 0..<10, using: &chance) {
            case 0..<6:
                added += 1
                if outbox.hasRoom { accepted.append(entry(added)) }
                perform(outbox.add(waiting(added), of: notification(added), at: now))
            case 6: answer(.absent)
            case 7: answer(.failed("no space"))
            case 8: answer(.delivered)
            default:
                now += .milliseconds(Int64.random(in: 0..<6000, using: &chance))
                perform(outbox.wake(at: now))
            }
        }
        let dropped = outbox.takeDropped()
        while !outbox.isEmpty {
            now += Outbox.rest
            perform(outbox.wake(at: now))
            answer(.delivered)
        }
        #expect(delivered == accepted)
        #expect(added == accepted.count + dropped)
        #expect(Set(printed.map(\.message)).count == printed.count)
        let seen = Set((printed + delivered).map(\.message))
        #expect(seen.count == added)
    }
}
