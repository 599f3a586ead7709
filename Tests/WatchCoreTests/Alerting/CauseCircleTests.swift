import Testing

@testable import WatchCore

struct CauseCircleTests {
    /// Members a, b, c and d, each of which is heard by a check of its own.
    private func circle(_ names: String = "abcd") -> CauseCircle {
        var circle = CauseCircle(target: "t")
        for name in names { circle.add(String(name), of: CheckName("check \(name)")) }
        return circle
    }

    /// Has members speak one after the other, a second apart: a capital complains, a small letter does not.
    private func speak(_ words: String, _ circle: inout CauseCircle, from second: Int = 0) -> [Bool] {
        words.enumerated().map { index, letter in
            circle.hear(
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
        ] as [(String, CauseCircle.Opinion)])
    func othersTellWhoseTroubleItIs(words: String, opinion: CauseCircle.Opinion) {
        var circle = circle()
        _ = speak(words, &circle)
        #expect(circle.opinion(of: .resolveFailed, by: "a") == opinion)
    }

    @Test func whoIsAloneHasATroubleOfItsOwn() {
        var circle = circle("a")
        _ = speak("AAA", &circle)
        #expect(circle.opinion(of: .resolveFailed, by: "a") == .own)
    }

    @Test func anotherComplaintIsNoneOfThis() {
        var circle = circle()
        for (second, member) in ["a", "b", "c", "d", "a"].enumerated() {
            _ = circle.hear(
                .fails(member == "a" ? .proxyDenied : .proxyAuthRequired), of: member, at: .seconds(second))
        }
        #expect(circle.opinion(of: .proxyDenied, by: "a") == .own)
    }

    /// Who complained when the cause was blamed, and what was said after; it is over with the last word.
    @Test(arguments: [
        ("AB", "a"), ("ABC", "a"), ("ABCD", "ab"), ("ABCD", "aAba"), ("AB", "CDab"),
        // Who never complained proves nothing.
        ("AB", "ccdda"), ("ABC", "dddb"),
    ])
    func itIsOverWhenHalfOfThemPass(before: String, after: String) {
        var circle = circle()
        _ = speak(before, &circle)
        circle.blame(for: .resolveFailed, also: [])
        #expect(circle.complaint == .resolveFailed)
        let isOver = speak(after, &circle, from: 10)
        #expect(isOver == isOver.dropLast().map { _ in false } + [true])
        #expect(circle.complaint == nil)
    }

    @Test func itIsOverWhenMoreNeverComplained() {
        var circle = circle("abcdefg")
        _ = speak("AB", &circle)
        circle.blame(for: .resolveFailed, also: [])
        #expect(speak("cdABe", &circle, from: 10) == [false, false, false, false, true])
    }

    @Test func whatMoreComplainOfStaysToBlame() {
        var circle = circle()
        _ = speak("AB", &circle)
        circle.blame(for: .resolveFailed, also: [])
        #expect(speak("ABCDcC", &circle, from: 10).allSatisfy { !$0 })
        #expect(circle.complaint == .resolveFailed)
    }

    @Test func withoutAnybodyWhoComplainedThePassOfAnyoneEndsIt() {
        var circle = circle()
        circle.blame(for: .resolveFailed, also: [])
        #expect(speak("a", &circle) == [true])
    }

    @Test func whoIsNoLongerAMemberIsForgotten() {
        var earlier = circle()
        _ = speak("ABCD", &earlier)
        earlier.blame(for: .resolveFailed, also: [])
        var circle = circle("ax")
        circle.inherit(earlier)
        #expect(circle.complaint == .resolveFailed)
        #expect(circle.dependents == [CheckName("check a"), CheckName("check x")])
        #expect(speak("xa", &circle, from: 10) == [false, true])
    }
}
