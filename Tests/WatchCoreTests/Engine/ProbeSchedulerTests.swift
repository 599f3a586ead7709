import Testing

@testable import WatchCore

struct ProbeSchedulerTests {
    private let seen = LastProbe(.port(direct: .connected()), at: start.date)

    private func scheduler(_ checks: Check...) -> ProbeScheduler {
        var scheduler = ProbeScheduler()
        _ = scheduler.replace(with: checks, at: .zero)
        return scheduler
    }

    /// Everything that is due.
    private func due(_ scheduler: inout ProbeScheduler, at now: Duration) -> [ProbeScheduler.Due] {
        var due: [ProbeScheduler.Due] = []
        while let next = scheduler.takeDue(at: now) { due.append(next) }
        return due
    }

    /// Has a probe end that somebody waits for.
    private func end(_ id: ProbeID, _ scheduler: inout ProbeScheduler, at now: Duration) throws
        -> ProbeScheduler.Answer
    {
        let answer = scheduler.end(id, seen, at: now)
        return try #require(answer)
    }

    private func probe(_ number: UInt64, _ check: Check, _ look: Look = .thorough) -> ProbeScheduler.Due {
        .effect(.probe(ProbeID(number), check.target, look))
    }

    @Test func firstProbesAreSpreadOverTheInterval() {
        let (a, b) = (Check.port("a", host: "a.example"), Check.port("b", host: "b.example"))
        var scheduler = scheduler(a, b)
        #expect(scheduler.wakesAt() == .zero)
        #expect(due(&scheduler, at: .zero) == [probe(1, a)])
        #expect(due(&scheduler, at: .seconds(29)) == [.effect(.cancelProbe(ProbeID(1)))])
        #expect(due(&scheduler, at: .seconds(30)) == [probe(2, b)])
    }

    @Test func aProbeIsToldToEndAndThenGivenUp() throws {
        let check = Check.port()
        var scheduler = scheduler(check)
        _ = due(&scheduler, at: .zero)
        #expect(scheduler.wakesAt() == check.pace.timeout)
        #expect(due(&scheduler, at: check.pace.timeout) == [.effect(.cancelProbe(ProbeID(1)))])
        let givenUp = check.pace.timeout + ProbeLimits.endingTime
        #expect(scheduler.wakesAt() == givenUp)
        #expect(due(&scheduler, at: givenUp) == [.hung(check)])
        // It is told so again and again, and no second probe is started.
        #expect(due(&scheduler, at: givenUp + check.pace.failingInterval) == [.hung(check)])
        let late = givenUp + check.pace.failingInterval + .seconds(1)
        let answer = try end(ProbeID(1), &scheduler, at: late)
        #expect(!answer.isCurrent)
        #expect(due(&scheduler, at: late) == [probe(2, check)])
    }

    @Test(
        arguments: [
            (.regular, nil, .seconds(60)), (.failing, nil, .seconds(15)), (.settling, nil, .seconds(4)),
            (.regular, .seconds(7), .seconds(10)), (.regular, .seconds(100), .seconds(60)),
        ] as [(ProbeScheduler.Urgency, Duration?, Duration)])
    func theNextProbeIsPlanned(urgency: ProbeScheduler.Urgency, turningPoint: Duration?, next: Duration)
        throws
    {
        var scheduler = scheduler(.port())
        _ = due(&scheduler, at: .zero)
        let answer = try end(ProbeID(1), &scheduler, at: .seconds(3))
        #expect(answer.isFirst && answer.isCurrent)
        scheduler.plan(after: answer, urgency, turningPoint: turningPoint, at: .seconds(3))
        #expect(scheduler.wakesAt() == next)
    }

    /// A timer goes off a little later than it was set to, each time.
    @Test func whoWakesLateKeepsTheRhythm() throws {
        let check = Check.port()
        var scheduler = scheduler(check)
        for round in 0..<100 {
            let now = check.pace.interval * round + .milliseconds(7)
            let look = round == 0 ? Look.thorough : .inPassing
            #expect(due(&scheduler, at: now) == [probe(UInt64(round + 1), check, look)])
            let answer = try end(ProbeID(UInt64(round + 1)), &scheduler, at: now)
            scheduler.plan(after: answer, .regular, turningPoint: nil, at: now)
            #expect(scheduler.wakesAt() == check.pace.interval * (round + 1))
        }
    }

    @Test func anAnswerIsTakenOnce() throws {
        var scheduler = scheduler(.port())
        _ = due(&scheduler, at: .zero)
        _ = try end(ProbeID(1), &scheduler, at: .seconds(1))
        #expect(scheduler.end(ProbeID(1), seen, at: .seconds(1))?.check == nil)
        #expect(scheduler.end(ProbeID(7), seen, at: .seconds(1))?.check == nil)
    }

    @Test func aCheckWhoseFilesChangeIsProbedOnceTheyAreQuiet() throws {
        let check = Check.trust()
        var scheduler = scheduler(check)
        _ = due(&scheduler, at: .zero)
        let answer = try end(ProbeID(1), &scheduler, at: .zero)
        scheduler.change(check.name, at: .seconds(5))
        // What was planned does not postpone it.
        scheduler.plan(after: answer, .regular, turningPoint: nil, at: .seconds(5))
        scheduler.change(check.name, at: .seconds(5) + .milliseconds(50))
        #expect(due(&scheduler, at: .seconds(5) + .milliseconds(100)) == [])
        #expect(due(&scheduler, at: .seconds(5) + .milliseconds(200)) == [probe(2, check)])
        scheduler.change(CheckName("nobody"), at: .seconds(6))
    }

    @Test func aChangeDuringAProbeHasItProbedAgain() throws {
        let check = Check.trust()
        var scheduler = scheduler(check)
        _ = due(&scheduler, at: .zero)
        scheduler.change(check.name, at: .seconds(1))
        #expect(due(&scheduler, at: .seconds(2)) == [])
        let answer = try end(ProbeID(1), &scheduler, at: .seconds(3))
        scheduler.plan(after: answer, .regular, turningPoint: nil, at: .seconds(3))
        #expect(due(&scheduler, at: .seconds(3)) == [probe(2, check)])
    }

    @Test func aLookThatNothingCallsForIsInPassing() throws {
        let check = Check.trust()
        var scheduler = scheduler(check)
        var now = Duration.zero
        /// Ends a probe, and takes what is due next.
        func next(_ id: UInt64) throws -> [ProbeScheduler.Due] {
            let answer = try end(ProbeID(id), &scheduler, at: now)
            scheduler.plan(after: answer, .regular, turningPoint: nil, at: now)
            now += check.pace.interval
            return due(&scheduler, at: now)
        }
        #expect(due(&scheduler, at: now) == [probe(1, check)])
        #expect(try next(1) == [probe(2, check, .inPassing)])
        #expect(try next(2) == [probe(3, check, .inPassing)])
        // What changes while a probe is in flight, that one may have missed.
        scheduler.change(check.name, at: now)
        #expect(try next(3) == [probe(4, check)])
        #expect(try next(4) == [probe(5, check, .inPassing)])
        // One that is told to end may not have come so far.
        #expect(due(&scheduler, at: now + check.pace.timeout) == [.effect(.cancelProbe(ProbeID(5)))])
        #expect(try next(5) == [probe(6, check)])
        #expect(try next(6) == [probe(7, check, .inPassing)])
        var altered = check
        altered.pace.timeout = .seconds(3)
        _ = scheduler.replace(with: [altered], at: now)
        #expect(try next(7) == [probe(8, altered)])
    }

    @Test func aProbeOfWhatIsNoLongerWatchedIsToldToEnd() {
        let (old, other) = (Check.port("a", host: "a.example"), Check.port("a", host: "b.example"))
        var scheduler = scheduler(old)
        _ = due(&scheduler, at: .zero)
        let replacement = scheduler.replace(with: [other], at: .seconds(1))
        #expect(replacement.gone == [old])
        #expect(replacement.altered == [])
        #expect(replacement.effects == [.cancelProbe(ProbeID(1))])
        #expect(scheduler.end(ProbeID(1), seen, at: .seconds(2))?.check == nil)
        #expect(due(&scheduler, at: .seconds(2)) == [probe(2, other)])
    }

    @Test func aCheckThatProbesTheSameInAnotherWayIsProbedAnew() throws {
        let (old, new) = (Check.port(), Check.port(routes: .both))
        var scheduler = scheduler(old)
        _ = due(&scheduler, at: .zero)
        let replacement = scheduler.replace(with: [new], at: .seconds(1))
        #expect(replacement.altered == [new])
        #expect(replacement.gone == [] && replacement.effects == [])
        #expect(due(&scheduler, at: .seconds(1)) == [])
        let answer = try end(ProbeID(1), &scheduler, at: .seconds(2))
        scheduler.plan(after: answer, .regular, turningPoint: nil, at: .seconds(2))
        #expect(due(&scheduler, at: .seconds(2)) == [probe(2, new)])
    }

    @Test func moreProbesThanPlacesWaitForOne() {
        let pace = Pace.sample(interval: .milliseconds(1))
        let checks = (0...ProbeLimits.places).map { Check.port("p\($0)", host: "p\($0).example", pace: pace) }
        var scheduler = ProbeScheduler()
        _ = scheduler.replace(with: checks, at: .zero)
        #expect(due(&scheduler, at: .seconds(1)).count == ProbeLimits.places)
        #expect(scheduler.fillPlaces(at: .seconds(1)) == [])
        _ = scheduler.end(ProbeID(5), seen, at: .seconds(2))
        let last = Effect.probe(
            ProbeID(UInt64(ProbeLimits.places + 1)), checks[ProbeLimits.places].target, .thorough)
        #expect(scheduler.fillPlaces(at: .seconds(2)) == [last])
    }

    @Test func onlyACheckThatWaitsIsHastened() throws {
        let check = Check.port()
        var scheduler = scheduler(check)
        _ = due(&scheduler, at: .zero)
        scheduler.hasten(check.name, at: .seconds(1))
        #expect(scheduler.wakesAt() == check.pace.timeout)
        let answer = try end(ProbeID(1), &scheduler, at: .seconds(2))
        scheduler.plan(after: answer, .regular, turningPoint: nil, at: .seconds(2))
        scheduler.hasten(check.name, at: .seconds(3))
        #expect(due(&scheduler, at: .seconds(3)) == [probe(2, check, .inPassing)])
    }

    @Test func stoppedItStartsNothing() {
        var scheduler = scheduler(.port("a", host: "a.example"), .port("b", host: "b.example"))
        _ = due(&scheduler, at: .zero)
        #expect(scheduler.stop() == [.cancelProbe(ProbeID(1))])
        #expect(scheduler.wakesAt() == nil)
        #expect(due(&scheduler, at: .seconds(60)) == [])
        #expect(scheduler.end(ProbeID(1), seen, at: .seconds(1))?.check == nil)
    }

    @Test func theFilesOfTrustChecksAreWatched() {
        let scheduler = scheduler(.trust(), .port())
        #expect(
            scheduler.watchedPaths == [
                .check(CheckName("trust")): ["/trust/TrustSettings.xml", "/trust/machine", "/trust/user"]
            ])
    }
}
