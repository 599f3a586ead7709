import Testing

@testable import WatchCore

/// What is written around a value and kept as a part of it (systemd.syntax(7)).
struct ValueMistakeTests {
    private static let quotes =
        "The quotation marks are kept as part of the value of Name=; remove them unless they are meant."

    @Test(arguments: [
        "\"hq\"", "'hq'", "`hq`", "\u{201c}hq\u{201d}", "\u{201e}hq\u{201c}", "\u{201d}hq\u{201d}",
        "\u{2018}hq\u{2019}", "\u{ab}hq\u{bb}", "\u{ff02}hq\u{ff02}", "\"\"", "\"a b\"",
    ])
    func quotationMarksThatAreKeptAreWarnedOf(value: String) {
        #expect(
            problems(of: "[Connector]\nName=\(value)\n".utf8) == ["1.conf:2:6: warning: \(Self.quotes)"])
    }

    @Test(arguments: [
        ("hq # first", "# first"), ("hq\t#first", "#first"), ("hq ; first", "; first"), ("hq #", "#"),
        ("\"hq\" # first", "# first"), ("# first", "# first"), ("a;b ;c", ";c"),
        ("hq # \u{202e}x", "# \\u{202E}x"),
    ])
    func commentsThatAreKeptAreWarnedOf(value: String, comment: String) {
        #expect(
            problems(of: "[Connector]\nName=\(value)\n".utf8) == [
                """
                1.conf:2:6: warning: "\(comment)" is kept as part of the value of Name=; put a comment on a line of \
                its own.
                """
            ])
    }

    @Test(arguments: [
        ("h\u{200b}q", "U+200B"), ("\u{202e}hq", "U+202E"), ("hq\u{ad}", "U+00AD"), ("hq\u{2028}", "U+2028"),
        ("\u{a0}hq", "U+00A0"), ("hq\u{3000}", "U+3000"), ("\u{feff}hq", "U+FEFF"),
    ])
    func hiddenCharactersThatAreKeptAreWarnedOf(value: String, character: String) {
        #expect(
            problems(of: "[Connector]\nName=\(value)\n".utf8) == [
                """
                1.conf:2:6: warning: The hidden character \(character) is kept as part of the value of Name=; remove it \
                unless it is meant.
                """
            ])
    }

    @Test(arguments: [
        "[Connector]\nName=Connector #1", "[Connector]\nName=a#b;c", "[Connector]\nName=#1",
        "[Connector]\nName=\"",
        "[Connector]\nName=\"hq\" and \"lab\"", "[Connector]\nName='s-Hertogenbosch",
        "[Connector]\nName=B\u{fc}ro\u{a0}S\u{fc}d", "[Connector]\nName=\u{645}\u{6cc}\u{200c}\u{62e}",
        "[Login a]\nURL=https://a.example/\nExpectBody=\"a\":\"b\"",
        "[Login a]\nURL=https://a.example/\nExpectBody=\"login\":1",
        "[Login a]\nURL=https://a.example/?q=a;b",
        "[Trust]\nMachineStore=\"/mnt/gw/my certs\" '/b #c'", "[Trust]\nSettingsFile=/mnt/gw#1/a;b.xml",
        "[Trust]\nStorePassword=a;b#c", "[Connector]\n# Name=x\n; Name=\"x\"\n  # indented",
    ])
    func whatIsMeantIsNotWarnedOf(text: String) {
        #expect(problems(of: "\(text)\n".utf8) == [])
    }

    @Test func onlyWhatTakesEffectIsWarnedOf() throws {
        let overridden = try configuration("[Connector]\nName=\"a\"\n", "[Connector]\nName=b\n")
        #expect(overridden.warnings.isEmpty)
        #expect(overridden.settings.connector.name == "b")
    }

    @Test func aPathWithACommentIsTakenAsItIs() throws {
        let read = try configuration("[Trust]\nSettingsFile=/a.xml # the copy\n")
        #expect(read.settings.trusts.first?.target.settingsFile == "/a.xml # the copy")
        #expect(read.warnings.count == 1)
    }

    @Test(arguments: [
        ([0xff, 0xfe] as [UInt8], 2, false, "UTF-16"), ([0xfe, 0xff], 2, true, "UTF-16"),
        ([], 2, false, "UTF-16LE"), ([], 2, true, "UTF-16BE"), ([0xff, 0xfe, 0, 0], 4, false, "UTF-32"),
        ([0, 0, 0xfe, 0xff], 4, true, "UTF-32"), ([], 4, false, "UTF-32LE"), ([], 4, true, "UTF-32BE"),
    ])
    func aFileInAnotherEncodingIsOneError(mark: [UInt8], width: Int, isBigEndian: Bool, name: String) {
        let text = String(repeating: "[Connector]\r\nName=x\r\n", count: 200)
        let zeros = [UInt8](repeating: 0, count: width - 1)
        let bytes = mark + text.utf8.flatMap { isBigEndian ? zeros + [$0] : [$0] + zeros }
        #expect(
            problems(of: bytes) == [
                """
                1.conf: error: The file is \(name) text; save it as UTF-8, for example with "iconv -f \(name) -t UTF-8".
                """
            ])
    }

    @Test func aFileWithNothingButItsMarkIsOneErrorToo() {
        #expect(problems(of: [0xff, 0xfe]).count == 1)
        #expect(problems(of: [0xef, 0xbb, 0xbf]).isEmpty)
        #expect(problems(of: [UInt8](repeating: 0, count: 4096)).count == 1)
    }
}
