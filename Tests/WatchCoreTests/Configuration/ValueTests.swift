import Testing

@testable import WatchCore

struct ValueTests {
    @Test(arguments: [
        "a", "a.example", "A.Example", "under_score.example", "xn--caf-dma.example", "1.example",
        "a.example.",
        "192.0.2.1", "::", "::1", "2001:db8::1", "1:2:3:4:5:6:7:8", "::ffff:192.0.2.1",
        "1:2:3:4:5:6:192.0.2.1",
        "fe80::1%eth0", "1::",
    ])
    func aHostIsANameOrAnAddress(text: String) throws {
        #expect(try HostName.read(text) == text.lowercased())
    }

    @Test(arguments: [
        "", ".", ".a", "a..b", "a.-b", "a-.b", "a b", "é.example", "*.example", "1.2.3", "1.2.3.4.5",
        "256.1.1.1",
        "01.2.3.4", "1:2", "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::", ":::", "g::1", "[::1]", "::1%", "a:80",
        "1:2:3:4:5:6:7:192.0.2.1", "https://a", "a/b", "a@b", "::%eth 0",
    ])
    func anythingElseIsNoHost(text: String) {
        #expect(throws: ValueError.self) { try HostName.read(text) }
    }

    @Test(arguments: [
        ("1", true), ("yes", true), ("Y", true), ("TRUE", true), ("t", true), ("on", true), ("0", false),
        ("No", false),
        ("n", false), ("false", false), ("F", false), ("off", false),
    ])
    func aBooleanIsOneOfSystemdsWords(text: String, value: Bool) throws {
        #expect(try ValueType<Bool>.boolean.read(text) == value)
    }

    @Test(arguments: ["+1", "1.0", "0x1", "٣", " 1", "", "99999999999999999999"])
    func aCountIsWrittenInPlainDigits(text: String) {
        #expect(throws: ValueError.self) { try ValueType<Int>.count(0...100).read(text) }
    }

    @Test(arguments: [
        ("9188040D-6C67-4C5B-B112-36A304B66DAD", true), ("9188040d-6c67-4c5b-b112-36a304b66da", false),
        ("{9188040d-6c67-4c5b-b112-36a304b66dad}", false), ("9188040d6c674c5bb11236a304b66dad", false),
        ("9188040g-6c67-4c5b-b112-36a304b66dad", false), ("９188040d-6c67-4c5b-b112-36a304b66dad", false),
    ])
    func aTenantIsAGUID(text: String, isOne: Bool) {
        #expect((try? ValueType<String>.tenant.read(text)) == (isOne ? text.lowercased() : nil))
    }

    @Test(arguments: [
        ("store-password", true), ("a.b_c", true), ("", false), (".", false), ("..", false), ("a/b", false),
        ("a:b", false), ("a b", false), ("é", false), (String(repeating: "x", count: 256), false),
    ])
    func aCredentialIsAFileName(text: String, isOne: Bool) {
        #expect((try? ValueType<String>.credential.read(text)) == (isOne ? text : nil))
    }

    @Test(
        arguments: [
            ("intervall", "Interval"), ("INTERVAL", "Interval"), ("Itnerval", "Interval"),
            ("Timout", "Timeout"),
            ("Host", nil), ("", nil), ("FailureInterval", "FailingInterval"),
        ] as [(String, String?)])
    func whatIsASlipAwayIsSuggested(text: String, expected: String?) {
        let keys = ["Interval", "FailingInterval", "Timeout"]
        #expect(EditDistance.nearest(to: text, among: keys) == expected)
    }

    @Test(arguments: [
        ("http://user:pw@host/x", "http://…@host/x"), ("https://host/a@b", "https://host/a@b"),
        ("https://a:b@c@host", "https://…@host"), ("user:pw@host", "user:pw@host"),
    ])
    func userInformationOfAURLIsLeftOut(text: String, shown: String) {
        #expect(text.withoutUserInformation == shown)
    }
}
