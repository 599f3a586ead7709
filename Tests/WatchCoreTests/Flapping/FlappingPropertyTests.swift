import Foundation
import Testing

@testable import WatchCore

/// What is to be told of a check that fails and recovers, written down as naively as possible over its whole history.
private struct NaiveAlerts {
    var pace: Pace
    var failedInARow = 0
    var passedInARow = 0
    /// When it became bad and good, since it flapped last.
    var changes: [(at: Duration, isBad: Bool)] = []
    var isBad = false
    var isFlapping = false

    mutating func probe(isBad fails: Bool, at now: Duration) -> [String] {
        failedInARow = fails ? failedInARow + 1 : 0
        passedInARow = fails ? 0 : passedInARow + 1
        var told: [String] = []
        if !isBad, failedInARow >= pace.failuresToAlert {
            told += change(toBad: true, at: now)
        } else if isBad, passedInARow >= pace.passesToRecover {
            told += change(toBad: false, at: now)
        }
        return told + end(at: now)
    }

    private mutating func change(toBad: Bool, at now: Duration) -> [String] {
        isBad = toBad
        changes.append((now, toBad))
        if isFlapping { return [] }
        let failures = changes.count { $0.isBad && now - $0.at < .seconds(3600) }
        isFlapping = toBad && failures >= 5
        return [toBad ? "1020 raised" : "1020 recovered"] + (isFlapping ? ["1095 raised 5"] : [])
    }

    private mutating func end(at now: Duration) -> [String] {
        guard isFlapping, let last = changes.last, now - last.at >= .seconds(1800) else { return [] }
        // The next probes tell whether it has changed.
        if !isBad, failedInARow > 0 { return [] }
        isFlapping = false
        let begin = changes.indices.filter { changes[$0].isBad }.first { index in
            changes[index...].filter(\.isBad).dropFirst(4).first.map {
                $0.at - changes[index].at < .seconds(3600)
            }
                ?? false
        }
        let failures = changes[(begin ?? 0)...].count(where: \.isBad)
        changes = []
        return ["1095 recovered \(failures)"] + (isBad ? [] : ["1020 recovered"])
    }
}

struct FlappingPropertyTests {
    @Test(arguments: UInt64(1)...60)
    func agreesWithTheNaiveModelAcrossRestartsAndCalendarJumps(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        let pace = Pace.sample(
            failuresToAlert: Int.random(in: 1...3, using: &chance),
            passesToRecover: Int.random(in: 1...3, using: &chance), reminderInterval: .days(10_000))
        let source = Check.port(pace: pace).source
        let key = AlertKey(.portUnreachable, .direct)
        var model = NaiveAlerts(pace: pace)
        var alerts = Alerts()
        var (now, elapsed) = (start, Duration.zero)
        var (isBad, isJumped, flapped) = (false, false, 0)
        for _ in 0..<3000 {
            // It changes every few minutes for a while, then seldom.
            let isRestless = Int(elapsed / .hours(4)) % 2 == 0
            if Int.random(in: 0..<(isRestless ? 8 : 80), using: &chance) == 0 { isBad.toggle() }
            let step = Int.random(in: 15...90, using: &chance)
            elapsed += .seconds(step)
            now = Timestamp(uptime: now.uptime + .seconds(step), date: now.date + Double(step))
            if !isJumped, Int.random(in: 0..<20, using: &chance) == 0 {
                let saved = SavedState.SavedCheck(
                    name: source.name, target: source.target, trackers: alerts.saved(source.name, at: now),
                    flapping: alerts.savedFlapping(source.name, at: now))
                let read = try SavedState.SavedCheck(decoding: saved.encoded())
                now.uptime = .seconds(Int.random(in: 0..<100, using: &chance))
                alerts = Alerts()
                alerts.restore(read.trackers, read.flapping ?? [], of: source.name, at: now)
            }
            if seed % 2 == 0, Int.random(in: 0..<500, using: &chance) == 0 {
                // From here on a restart could not know how long it has been.
                isJumped = true
                now.date += Double.random(in: -4e7...4e7, using: &chance)
            }
            var finding = Finding(.portUnreachable, .error, .connect, .connectionRefused, message: "m")
            finding.route = .direct
            var verdict = Verdict(findings: isBad ? [finding] : [])
            verdict.judged = [key]
            let told = alerts.take(verdict, of: source, connector: "hq", at: now).map { notification in
                [
                    String(notification.finding.event.rawValue), notification.state.rawValue,
                    notification.finding.details[.failures],
                ].compactMap(\.self).joined(separator: " ")
            }
            let expected = model.probe(isBad: isBad, at: elapsed)
            #expect(told == expected)
            #expect((alerts.active(key, of: source.name) != nil) == model.isBad)
            if expected.contains("1095 raised 5") { flapped += 1 }
        }
        // Where every failure counts it cannot be missed.
        if pace.failuresToAlert == 1, pace.passesToRecover == 1 { #expect(flapped > 0) }
    }
}
