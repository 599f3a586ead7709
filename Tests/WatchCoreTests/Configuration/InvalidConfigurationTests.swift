import Foundation
import TestSupport
import Testing

@testable import WatchCore

/// Each file in `Invalid` breaks the rule it is named after; its lines `#! LINE:COLUMN: …` say the exact messages.
struct InvalidConfigurationTests {
    private static let files = contents(of: Repository.file("Tests/WatchCoreTests/Configuration/Invalid"))

    private static func contents(of directory: URL) -> [URL] {
        let files = try? FileManager.default.contentsOfDirectory(
            at: directory, includingPropertiesForKeys: nil)
        return (files ?? []).sorted { $0.path < $1.path }
    }

    @Test func everyRuleHasItsFile() {
        #expect(Self.files.count >= 62)
        #expect(Self.files.allSatisfy { $0.lastPathComponent.hasPrefix("invalid-") })
    }

    @Test(arguments: files)
    func aBrokenRuleIsReportedInItsExactWords(file: URL) throws {
        let bytes = Array(try Data(contentsOf: file))
        let expected = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
            .filter { $0.hasPrefix("#! ") }.map { "1.conf:" + $0.dropFirst(3) }
        #expect(!expected.isEmpty)
        #expect(problems(of: bytes) == expected)
    }

    @Test func allErrorsOfAFileAreReportedAtOnceInTheirOrder() {
        let text = """
            Stray=1
            [Connector]
            Nmae=x
            Cloud=everything
            Tenant=1
            [Defaults]
            Interval=0
            Timeout=soon
            FailuresToAlert=0
            [Prot x]
            Host=x
            [Port y]
            Ports=0
            Via=proxy
            [TLS z]
            [Trust]
            ExpiryError=40d
            """
        let places = problems(of: text.utf8).map { $0.prefix { $0 != " " } }
        #expect(
            places == [
                "1.conf:1:1:", "1.conf:3:1:", "1.conf:4:7:", "1.conf:5:8:", "1.conf:7:10:", "1.conf:8:9:",
                "1.conf:9:17:", "1.conf:10:1:", "1.conf:12:1:", "1.conf:13:7:", "1.conf:14:5:",
                "1.conf:15:1:",
                "1.conf:17:13:",
            ])
    }

    @Test func aMistakeInTheDefaultsIsReportedOnceAndNotForEveryCheck() {
        #expect(problems(of: "[Defaults]\nInterval=0\n[Proxy]\nVia=proxy\n".utf8).count == 2)
    }

    @Test func moreThanAHundredProblemsAreCounted() {
        let lines = problems(of: String(repeating: "x\n", count: 250).utf8)
        #expect(lines.count == 101)
        #expect(lines.last == "and 150 more")
    }

    @Test func aFileBeyondTheBoundIsRefusedUnread() {
        let bytes = [UInt8](repeating: UInt8(ascii: "\n"), count: UnitFileParser.maximumSize + 1)
        #expect(
            problems(of: bytes) == [
                "1.conf: error: The file has 8388609 bytes; the limit is 8388608."
            ])
    }

    @Test func aLineBeyondTheBoundIsRefusedHoweverItIsContinued() {
        let piece = String(repeating: "x", count: 1000) + "\\\n"
        let text = "[Connector]\nName=" + String(repeating: piece, count: 1050) + "\n[Conector]\n"
        let lines = problems(of: text.utf8)
        #expect(
            lines.first
                == "1.conf:2:1: error: The line, with its continuations, is longer than 1048576 bytes.")
        #expect(lines.last?.contains("Unknown section [Conector];") == true)
    }

    @Test func moreChecksThanTheBoundAreRefused() {
        let ports = (1...1000).map(String.init).joined(separator: " ")
        let sections = (1...100).map { "[Port \($0)]\nHost=a\nPorts=\(ports)\n" }
        let text = "[Connector]\nCloud=none\n" + sections.joined()
        #expect(
            problems(of: text.utf8) == [
                "1.conf:300:1: error: The configuration has 100001 checks; the limit is 100000."
            ])
    }

    @Test func aProxyPasswordIsNotRepeatedInTheMessage() {
        let lines = problems(of: "[Proxy]\nURL=http://user:secret@proxy.example:8080\n".utf8)
        #expect(lines.count == 1)
        #expect(lines.first?.contains("\"http://…@proxy.example:8080\"") == true)
    }

    @Test func aCredentialWithoutAProxyIsToleratedWithAWarning() {
        #expect(
            problems(of: "[Proxy]\nCredential=proxy\n".utf8) == [
                "1.conf:2:12: warning: Credential= is \"proxy\", but no proxy is configured; the credential is ignored."
            ])
    }
}
