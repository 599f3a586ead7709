import Testing

@testable import WatchCore

struct CheckSelectionTests {
    private let names = [
        "trust", "trust b", "port login:80", "port login:443", "port login-two:443", "login office", "host",
    ].map { CheckName($0) }

    @Test(arguments: [
        (
            [],
            [
                "trust", "trust b", "port login:80", "port login:443", "port login-two:443", "login office",
                "host",
            ]
        ),
        (["port login:443"], ["port login:443"]),
        (["port login"], ["port login:80", "port login:443"]),
        (["port"], ["port login:80", "port login:443", "port login-two:443"]),
        (["trust"], ["trust", "trust b"]),
        (["login", "host"], ["login office", "host"]),
        (["por"], []),
        ([""], []),
    ])
    func aWordPicksWhatItNamesWholly(words: [String], picked: [String]) {
        let selection = CheckSelection(words)
        #expect(names.filter { selection.includes($0) }.map(\.text) == picked)
    }

    @Test(arguments: [
        ("prot", "Unknown check \"prot\"; did you mean \"port\"?"),
        ("port login:444", "Unknown check \"port login:444\"; did you mean \"port login:443\"?"),
        ("login ofice", "Unknown check \"login ofice\"; did you mean \"login office\"?"),
        (
            "something else",
            "Unknown check \"something else\"; run \"connector-watch config show\" to list them."
        ),
    ])
    func aWordThatPicksNothingIsNotPassedOver(word: String, sentence: String) {
        #expect(CheckSelection(["host", word]).unmatched(among: names) == [sentence])
    }
}
