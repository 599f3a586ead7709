import Testing

@testable import WatchCore

struct DependencyHealthTests {
    /// Resources a, b, c and d, each of which is probed by a check of its own.
    private func health(_ names: String = "abcd") -> DependencyHealth {
        var health = DependencyHealth(target: "t")
        for name in names { health.add(String(name), of: CheckName("check \(name)")) }
        return health
    }

    /// Has resources report one after the other, a second apart: a capital fails, a small letter works.
    private func report(_ words: String, _ health: inout DependencyHealth, from second: Int = 0) -> [Bool] {
        words.enumerated().map { index, letter in
            health.record(
                letter.isUppercase ? .fails(.resolveFailed) : .works, of: letter.lowercased(),
                at: .seconds(second + index))
        }
    }

    /// What was reported, and what a's failure amounts to then.
    @Test(
        arguments: [
            // Nobody else reported anything since a failed.
            ("A", .undecided(probe: CheckName("check b"))), ("bcdA", .undecided(probe: CheckName("check b"))),
            ("cdbA", .undecided(probe: CheckName("check c"))), ("bAcA", .own), ("AbA", .own),
            // Those that failed before still do.
            ("BA", .shared), ("ABA", .shared), ("ABCDA", .shared), ("ABcA", .own), ("ABCdA", .shared),
            // One that failed long before others worked has a reason of its own.
            ("BcdA", .undecided(probe: CheckName("check c"))), ("BcdAcA", .own), ("BcdACA", .shared),
            // What a resource reported last counts, and a's own failure counts from where it last began.
            ("ABbA", .own), ("AbBA", .shared), ("AbaA", .undecided(probe: CheckName("check c"))),
        ] as [(String, DependencyHealth.Scope)])
    func othersTellWhoseFailureItIs(words: String, scope: DependencyHealth.Scope) {
        var health = health()
        _ = report(words, &health)
        #expect(health.scope(of: .resolveFailed, reportedBy: "a") == scope)
    }

    @Test func aLoneResourceFailsForItself() {
        var health = health("a")
        _ = report("AAA", &health)
        #expect(health.scope(of: .resolveFailed, reportedBy: "a") == .own)
    }

    @Test func aFailureForAnotherReasonDoesNotCount() {
        var health = health()
        for (second, resource) in ["a", "b", "c", "d", "a"].enumerated() {
            _ = health.record(
                .fails(resource == "a" ? .proxyDenied : .proxyAuthRequired), of: resource,
                at: .seconds(second))
        }
        #expect(health.scope(of: .proxyDenied, reportedBy: "a") == .own)
    }

    /// Which failed when the dependency was found down, and what was reported after; it is over with the last report.
    @Test(arguments: [
        ("AB", "a"), ("ABC", "a"), ("ABCD", "ab"), ("ABCD", "aAba"), ("AB", "CDab"),
        // One that never failed proves nothing.
        ("AB", "ccdda"), ("ABC", "dddb"),
    ])
    func itIsOverWhenHalfOfThemPass(before: String, after: String) {
        var health = health()
        _ = report(before, &health)
        health.attribute(for: .resolveFailed, also: [])
        #expect(health.outageReason == .resolveFailed)
        let isOver = report(after, &health, from: 10)
        #expect(isOver == isOver.dropLast().map { _ in false } + [true])
        #expect(health.outageReason == nil)
    }

    @Test func itIsOverWhenMoreNeverFailed() {
        var health = health("abcdefg")
        _ = report("AB", &health)
        health.attribute(for: .resolveFailed, also: [])
        #expect(report("cdABe", &health, from: 10) == [false, false, false, false, true])
    }

    @Test func itStaysDownWhileMoreFail() {
        var health = health()
        _ = report("AB", &health)
        health.attribute(for: .resolveFailed, also: [])
        #expect(report("ABCDcC", &health, from: 10).allSatisfy { !$0 })
        #expect(health.outageReason == .resolveFailed)
    }

    @Test func withoutAnyThatFailedThePassOfAnyEndsIt() {
        var health = health()
        health.attribute(for: .resolveFailed, also: [])
        #expect(report("a", &health) == [true])
    }

    @Test func aResourceThatIsNoLongerNeededIsForgotten() {
        var earlier = health()
        _ = report("ABCD", &earlier)
        earlier.attribute(for: .resolveFailed, also: [])
        var health = health("ax")
        health.inherit(earlier)
        #expect(health.outageReason == .resolveFailed)
        #expect(health.dependents == [CheckName("check a"), CheckName("check x")])
        #expect(report("xa", &health, from: 10) == [false, true])
    }
}
