import Testing

@testable import WatchCore

struct CheckPatternTests {
    @Test(arguments: [
        ("*", "port login:443", true), ("port *", "port login:443", true), ("port", "port login:443", true),
        ("port login", "port login:443", true), ("port login:4?3", "port login:443", true),
        ("port log", "port login:443", false), ("port log*", "port login:443", true),
        ("*:443", "port login:443", true), ("*:80", "port login:443", false),
        ("tls *", "port login:443", false),
        ("trust *", "trust", true), ("trust *", "trust b", true), ("trust", "trust b", true),
        ("trust", "trusted", false), ("net*", "network", true), ("?ost", "host", true), ("", "host", false),
        ("a*b*c", "a-b-b-c", true), ("a*b*c", "a-b-b", false), ("**", "host", true),
        ("port *.example.com", "port a.example.com:443", true),
    ])
    func itMatchesNames(pattern: String, name: String, matches: Bool) {
        #expect(CheckPattern(pattern).matches(CheckName(name)) == matches)
    }

    @Test(arguments: [
        ("port * tls *", ["port *", "tls *"]), ("* host", ["*", "host"]), ("port", ["port"]),
        ("port login:443 network", ["port login:443", "network"]), ("\"port *\" tls", ["port *", "tls"]),
        ("port \"tls *\"", ["port", "tls *"]), ("\"trust\" \"port login\"", ["trust", "port login"]),
        ("trust b port *", ["trust b", "port *"]), ("port * port *", ["port *"]),
    ])
    func aKindAndTheNextWordAreOneName(text: String, patterns: [String]) throws {
        let settings = try configuration(
            "[Silence a]\nCalendar=daily\nDuration=1h\nReason=r\nChecks=\(text)\n"
        ).settings
        #expect(settings.silences.first?.scope.checks.map(\.text) == patterns)
    }
}
