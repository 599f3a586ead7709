import Testing

@testable import WatchCore

struct DependencyHealthTests {
    /// Members a, b, c and d, each of which is heard by a check of its own.
    private func health(_ names: String = "abcd") -> DependencyHealth {
        var health = DependencyHealth(target: "t")
        for name in names { health.add(String(name), of: CheckName("check \(name)")) }
        return health
    }

    /// Has members speak one after the other, a second apart: a capital complains, a small letter does not.
    private func speak(_ words: String, _ health: inout DependencyHealth, from second: Int = 0) -> [Bool] {
        words.enumerated().map { index, letter in
            health.hear(
                letter.isUppercase ? .fails(.resolveFailed) : .works, of: letter.lowercased(),
                at: .seconds(second + index))
        }
    }

    /// What was said, and what a's complaint amounts to then.
    @Test(
        arguments: [
            // Nobody else said anything since a complained.
            ("A", .undecided(ask: CheckName("check b"))), ("bcdA", .undecided(ask: CheckName("check b"))),
            ("cdbA", .undecided(ask: CheckName("check c"))), ("bAcA", .own), ("AbA", .own),
            // Those who complained before still do.
            ("BA", .shared), ("ABA", .shared), ("ABCDA", .shared), ("ABcA", .own), ("ABCdA", .shared),
            // Who complained long before others were heard without a complaint has a reason of its own.
            ("BcdA", .undecided(ask: CheckName("check c"))), ("BcdAcA", .own), ("BcdACA", .shared),
            // What somebody said last counts, and a's own complaint counts from where it last began.
            ("ABbA", .own), ("AbBA", .shared), ("AbaA", .undecided(ask: CheckName("check c"))),
        ] as [(String, DependencyHealth.Opinion)])
    func othersTellWhoseTroubleItIs(words: String, opinion: DependencyHealth.Opinion) {
        var health = health()
        _ = speak(words, &health)
        #expect(health.opinion(of: .resolveFailed, by: "a") == opinion)
    }

    @Test func whoIsAloneHasATroubleOfItsOwn() {
        var health = health("a")
        _ = speak("AAA", &health)
        #expect(health.opinion(of: .resolveFailed, by: "a") == .own)
    }

    @Test func anotherComplaintIsNoneOfThis() {
        var health = health()
        for (second, member) in ["a", "b", "c", "d", "a"].enumerated() {
            _ = health.hear(
                .fails(member == "a" ? .proxyDenied : .proxyAuthRequired), of: member, at: .seconds(second))
        }
        #expect(health.opinion(of: .proxyDenied, by: "a") == .own)
    }

    /// Who complained when the dependency was blamed, and what was said after; it is over with the last word.
    @Test(arguments: [
        ("AB", "a"), ("ABC", "a"), ("ABCD", "ab"), ("ABCD", "aAba"), ("AB", "CDab"),
        // Who never complained proves nothing.
        ("AB", "ccdda"), ("ABC", "dddb"),
    ])
    func itIsOverWhenHalfOfThemPass(before: String, after: String) {
        var health = health()
        _ = speak(before, &health)
        health.attribute(for: .resolveFailed, also: [])
        #expect(health.complaint == .resolveFailed)
        let isOver = speak(after, &health, from: 10)
        #expect(isOver == isOver.dropLast().map { _ in false } + [true])
        #expect(health.complaint == nil)
    }

    @Test func itIsOverWhenMoreNeverComplained() {
        var health = health("abcdefg")
        _ = speak("AB", &health)
        health.attribute(for: .resolveFailed, also: [])
        #expect(speak("cdABe", &health, from: 10) == [false, false, false, false, true])
    }

    @Test func whatMoreComplainOfStaysToBlame() {
        var health = health()
        _ = speak("AB", &health)
        health.attribute(for: .resolveFailed, also: [])
        #expect(speak("ABCDcC", &health, from: 10).allSatisfy { !$0 })
        #expect(health.complaint == .resolveFailed)
    }

    @Test func withoutAnybodyWhoComplainedThePassOfAnyoneEndsIt() {
        var health = health()
        health.attribute(for: .resolveFailed, also: [])
        #expect(speak("a", &health) == [true])
    }

    @Test func whoIsNoLongerAMemberIsForgotten() {
        var earlier = health()
        _ = speak("ABCD", &earlier)
        earlier.attribute(for: .resolveFailed, also: [])
        var health = health("ax")
        health.inherit(earlier)
        #expect(health.complaint == .resolveFailed)
        #expect(health.dependents == [CheckName("check a"), CheckName("check x")])
        #expect(speak("xa", &health, from: 10) == [false, true])
    }
}
