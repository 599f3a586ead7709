import Foundation
import Testing
import WatchCore

@testable import Diagnosis

/// Tokens, times and names as they stand in texts.
@Suite(.timeLimit(.minutes(2))) struct EvidenceTests {
    private static let finder = TokenFinder([.word("trustfailure"), .sentence("one or more errors")])

    @Test(
        arguments: [
            ("hr=0x80072EE7.", ["0x80072EE7"]), ("0x80072ee70", []), ("code 0x00000000", []), ("0x8007", []),
            ("(-2147012889)", ["0x80072EE7"]), ("2147954407,", ["0x80072EE7"]), ("12147954407", []),
            ("21479544070", []),
            ("AADSTS50059: no", ["AADSTS50059"]), ("aadsts700016", ["AADSTS700016"]), ("AADSTSx", []),
            ("SocketException (10060): x", ["socketexception", "0x8007274C"]),
            ("Error 1722. There", ["0x800706BA"]),
            ("Fehlercode: 1603", ["0x80070643"]), ("returning 1618", ["0x80070652"]),
            ("Note: 1: 1920 2: X", ["0x80070780"]),
            ("error: (407) Proxy", ["HTTP status 407"]), ("StatusCode=502", ["HTTP status 502"]),
            ("took (200) ms", []),
            ("HTTP/1.1 403 Forbidden", ["HTTP status 403"]),
            ("A.B.FooException: x ---> C.BarException: y", ["a.b.fooexception", "c.barexception"]),
            ("Exceptions and ExceptionHandler", []), ("TrustFailure", ["trustfailure"]),
            ("NoTrustFailures", []),
            ("Error: 'One or more errors occurred.'", ["\"one or more errors\""]),
        ] as [(String, [String])])
    func tokensAreFound(text: String, tokens: [String]) {
        #expect(Self.finder.tokens(in: Array(text.utf8)).map(\.token.text) == tokens)
    }

    @Test(
        arguments: [
            ("2026-11-03T08:15:02.123Z x", 0), ("2026-11-03 08:15:02,5", 0), ("2026-11-03T09:15:02+01:00", 0),
            ("2026-11-03T02:45:02-0530", 0), ("11/3/2026 8:15:02 AM", 0), ("03.11.2026 08:15:02", 0),
            ("3.11.2026, 08:15:02", 0), ("11/3/2026 8:15:02 PM", 43_200),
            ("23/11/2026 08:15:02", 20 * 86_400),
            ("MSI (s) (C8:F4) [08:15:02:345]: x", 0), ("[0D14:0C58][2026-11-03T08:15:02]i001: x", 0),
            ("no time", nil), ("13.13.2026 08:15:02", nil), ("2026-02-30T08:15:02Z", nil),
            ("99999999999999999999:00:00", nil),
        ] as [(String, Double?)])
    func timesAreRead(text: String, offset: Double?) {
        let time = LogTime(in: text.utf8, day: text.hasPrefix("MSI") ? "11/3/2026" : nil)
        #expect(time?.date(in: .utc).timeIntervalSince1970 == offset.map { 1_793_693_702 + $0 })
    }

    @Test func hostsAndThumbprintsAreNamed() {
        let text = """
            https://user:pw@A.example:8443/x?y 'login.example' "10.0.0.8" b.example:443 System.Net.WebException: c.example \
            'System.Net.WebException' 4905CC64B2D81BBED60962ECC5DCF63F643CCD55 x4905CC64B2D81BBED60962ECC5DCF63F643CCD55
            """
        let hosts = NamedThings.hosts(in: Array(text.utf8))
        #expect(hosts.map(\.host).contains("login.example"))
        #expect(
            hosts.contains(NamedHost(host: "10.0.0.8"))
                && hosts.contains(NamedHost(host: "b.example", port: 443)))
        #expect(
            !hosts.map(\.host).contains {
                $0.contains("exception") || $0 == "c.example" || $0.contains("user")
            })
        #expect(
            NamedThings.thumbprints(in: Array(text.utf8)).map(\.text) == [
                "4905CC64B2D81BBED60962ECC5DCF63F643CCD55"
            ])
    }

    /// None of the words in capitals may be told.
    @Test(arguments: [
        "mail to SECRET@SECRET.example now", "User account 'SECRET NAME' is off",
        "Benutzer „SECRET“ ist gesperrt",
        "CONTOSO-SECRET\\SECRET ran it", "at C:\\Users\\SECRET NAME\\AppData", "LogonUser = SECRET NAME",
        "Benutzer: SECRET",
        "Authorization: Bearer SECRET.SECRET", "Cookie: a=SECRET; b=SECRET", "Set-Cookie: SECRET=1; path=/",
        "https://SECRET:SECRET@host.example/", "https://h.example/p?sig=SECRET&x=SECRET",
        "https://SECRET:SECRET@h.example/?x=SECRET", "password=SECRET",
        "\"client_secret\": \"SECRET\"",
        "token eyJSECRETSECRET.SECRET.SECRET", "refresh_token=SECRET", "basic U0VDUkVUSECRET1==",
        "Kennwort: SECRET",
        "M.R3_SECRETSECRETSECRETSECRETSECRETSECRETSECRETSECRETSECRET1", "S-1-5-21-1-2-3-SECRET",
        "login_hint=SECRET%40x.example",
        "SharedAccessKey=SECRET1", "jemand%40SECRET.example",
    ])
    func whoAndWhatIsSecretIsMasked(text: String) {
        let sid = text.replacing("-3-SECRET", with: "-3-4711")
        let masked = Masking.masked("0x80072EE7 \(sid)\nnext 0x80072EFD")
        #expect(!masked.contains("SECRET") && !masked.contains("4711"), "\(masked)")
        #expect(masked.hasPrefix("0x80072EE7 ") && masked.hasSuffix("next 0x80072EFD"), "\(masked)")
    }

    @Test(arguments: [
        "System.Net.WebException: (407) at host.example:443", "4905CC64B2D81BBED60962ECC5DCF63F643CCD55",
        "HKEY_LOCAL_MACHINE\\SOFTWARE and C:\\ProgramData\\Microsoft\\x.log", "NT AUTHORITY\\NETWORK",
        "https://login.microsoftonline.com/00000000-1111-2222-3333-444444444444/oauth2/v2.0/token",
        "AADSTS50059: no tenant",
        "Basic authentication demanded", "00000000-1111-2222-3333-444444444444",
    ])
    func evidenceIsNotMasked(text: String) {
        #expect(Masking.masked(text) == text)
    }

    @Test func anExcerptIsOneSafeLineAroundTheEvidence() {
        let text =
            String(repeating: "before ", count: 100) + "\u{1b}[31m0x80072EE7\u{202e}\r\nbehind "
            + String(repeating: "z ", count: 900)
        let bytes = Array(text.utf8)
        let start = bytes.count - bytes.reversed().count + (bytes.index(of: Array("0x8".utf8), from: 0) ?? 0)
        let excerpt = Excerpt.text(of: bytes, around: start..<(start + 10))
        #expect(excerpt.hasPrefix("…") && excerpt.hasSuffix("…"))
        #expect(excerpt.contains("\\u{1B}[31m0x80072EE7\\u{202E} behind"))
        #expect(excerpt.count < 450 && !excerpt.contains("\u{1b}"))
        #expect(Excerpt.text(of: Array("short".utf8), around: 0..<0) == "short")
    }

    /// A secret that begins far before the evidence is masked as well.
    @Test func aSecretThatReachesIntoTheExcerptIsMasked() {
        let secret = String(repeating: "SECRET1", count: 100)
        let text = Array("Authorization: Bearer \(secret) 0x80072EE7".utf8)
        let excerpt = Excerpt.text(of: text, around: (text.count - 10)..<text.count)
        #expect(!excerpt.contains("SECRET"), "\(excerpt)")
    }
}
