import Testing

@testable import WatchCore

struct PageAddressTests {
    @Test(arguments: [
        ("https://login.example/", "login.example", 443, "/", "https://login.example/"),
        ("https://login.example", "login.example", 443, "/", "https://login.example/"),
        ("HTTPS://LOGIN.Example/Path", "login.example", 443, "/Path", "https://login.example/Path"),
        ("https://login.example:443/", "login.example", 443, "/", "https://login.example/"),
        (
            "https://login.example:8443/a?b=c", "login.example", 8443, "/a?b=c",
            "https://login.example:8443/a?b=c"
        ),
        ("https://login.example?b=c", "login.example", 443, "/?b=c", "https://login.example/?b=c"),
        ("https://login.example/a#part", "login.example", 443, "/a", "https://login.example/a"),
        ("https://login.example/a%20b", "login.example", 443, "/a%20b", "https://login.example/a%20b"),
        ("https://192.0.2.1:65535/", "192.0.2.1", 65535, "/", "https://192.0.2.1:65535/"),
        ("https://[2001:DB8::1]/", "2001:db8::1", 443, "/", "https://[2001:db8::1]/"),
        ("https://[::1]:8443/", "::1", 8443, "/", "https://[::1]:8443/"),
    ])
    func readsHostPortAndTarget(text: String, host: String, port: Int, target: String, shown: String) {
        let page = PageAddress(text)
        #expect(page?.host == host)
        #expect(page.map { Int($0.port) } == port)
        #expect(page?.target == target)
        #expect(page?.text == shown)
    }

    @Test(arguments: [
        "", "login.example", "/path", "http://login.example/", "ftp://login.example/", "https://",
        "https:///a",
        "https://user@login.example/", "https://user:secret@login.example/", "https://:secret@login.example/",
        "https://login.example:0/", "https://login.example:65536/", "https://login.example:x/",
        "https://login example/", "https://login%0d%0aHost:evil/", "https://a%2fb/", "https://a%3a80/",
        "https://a%40b/", "https://[::1/", "javascript:alert(1)", "mailto:a@example.org",
    ])
    func refusesWhatNoRequestCanBeMadeFrom(text: String) {
        #expect(PageAddress(text) == nil)
    }

    @Test(arguments: [
        ("/next", "https://login.example/next"), ("next", "https://login.example/a/next"),
        ("../up", "https://login.example/up"), ("../../../up", "https://login.example/up"),
        ("?q=1", "https://login.example/a/b?q=1"), ("", "https://login.example/a/b"),
        ("#here", "https://login.example/a/b"), ("//other.example/x", "https://other.example/x"),
        ("https://other.example", "https://other.example/"),
        ("https://b\u{fc}cher.example/caf\u{e9}", "https://xn--bcher-kva.example/caf%C3%A9"),
        ("//B\u{dc}CHER.example:8443", "https://xn--bcher-kva.example:8443/"),
        ("https://\u{65e5}\u{672c}\u{8a9e}\u{3002}example/", "https://xn--wgv71a119e.example/"),
        (
            "https://m\u{fc}nchen.\u{43f}\u{440}\u{438}\u{43c}\u{435}\u{440}",
            "https://xn--mnchen-3ya.xn--e1afmkfd/"
        ),
        ("/caf\u{e9}", "https://login.example/caf%C3%A9"),
        ("HTTPS://Login.Example/x", "https://login.example/x"),
        ("https://login.example./x", "https://login.example./x"),
        ("https://other.example:8443/x?y", "https://other.example:8443/x?y"),
    ])
    func followsALocation(location: String, expected: String) throws {
        let page = try #require(PageAddress("https://login.example/a/b"))
        #expect(page.following(location: location)?.text == expected)
    }

    @Test(arguments: [
        "http://login.example/", "//user@other.example/", "https://user:secret@other.example/", "about:blank",
        "https://other.example:99999/",
    ])
    func followsNoLocationThatIsNoPage(location: String) throws {
        let page = try #require(PageAddress("https://login.example/a/b"))
        #expect(page.following(location: location) == nil)
    }

    @Test func keepsThePortOfThePageInARelativeLocation() throws {
        let page = try #require(PageAddress("https://[::1]:8443/a"))
        #expect(page.following(location: "/b")?.text == "https://[::1]:8443/b")
    }
}

struct HostPatternTests {
    @Test(arguments: [
        ("login.example", "login.example", true), ("login.example", "LOGIN.Example", true),
        ("Login.Example", "login.example", true), ("login.example", "a.login.example", false),
        ("*.office.com", "www.office.com", true), ("*.office.com", "a.b.office.com", true),
        ("*.Office.COM", "www.office.com", true), ("*.office.com", "office.com", false),
        ("*.office.com", ".office.com", false), ("*.office.com", "evil-office.com", false),
        ("*.office.com", "office.com.evil.example", false), ("*.office.com", "", false),
        ("login.example", "login.example.", true), ("*.office.com.", "www.office.com", true),
        ("office.com", "", false),
    ])
    func coversTheNameOrTheNamesBelowIt(pattern: String, host: String, isMatch: Bool) {
        #expect(HostPattern(pattern).matches(host) == isMatch)
    }

    @Test func aPageMayRedirectToItsOwnHost() {
        let target = LoginTarget.sample(redirectHosts: ["*.office.com"])
        #expect(target.mayRedirect(to: "LOGIN.example"))
        #expect(target.mayRedirect(to: "www.office.com"))
        #expect(!target.mayRedirect(to: "example"))
    }
}
