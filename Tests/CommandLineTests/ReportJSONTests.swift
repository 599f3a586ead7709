import Foundation
import TestSupport
import Testing
import WatchCore

@testable import connector_watch

struct ReportJSONTests {
    /// The keys of a report of these checks.
    private func keys(_ report: Report) throws -> [String] {
        try JSONKeys.of(try JSONDocument.text(ReportDocument(report))).filter(JSONKeys.isOfFixedSet)
    }

    @Test func whatHidesInATextIsEscapedAndReadBackTheSame() throws {
        let text = "a\u{202E}b\u{200B}c\u{E0001}d\u{1B}e\u{2028}ü €"
        let document = try JSONDocument.text([text])
        #expect(document.unicodeScalars.allSatisfy { $0 == "\n" || !$0.isHidden })
        #expect(document.contains("a\\u202eb\\u200bc\\udb40\\udc01d\\u001be\\u2028ü €"))
        #expect(try JSONDecoder().decode([String].self, from: Data(document.utf8)) == [text])
    }

    @Test func theKeysArePromised() throws {
        let report = Report.sample([.port(host: "a.example", failure: .refused)], leftOut: ["port b:1"])
        #expect(
            try keys(report) == [
                "causes", "checks", "checks.answered", "checks.cause", "checks.check", "checks.cloud",
                "checks.findings",
                "checks.findings.details",
                "checks.findings.event", "checks.findings.message", "checks.findings.phase",
                "checks.findings.priority", "checks.findings.reason", "checks.findings.remedy",
                "checks.findings.silenced", "checks.findings.title",
                "checks.findings.via", "checks.flapping", "checks.group", "checks.host", "checks.target",
                "checks.timeout_ms",
                "checks.trust", "checks.verdict", "checks.ways", "checks.ways.addresses",
                "checks.ways.addresses.address", "checks.ways.addresses.failure", "checks.ways.addresses.ms",
                "checks.ways.attempts", "checks.ways.cause", "checks.ways.http", "checks.ways.phase_ms",
                "checks.ways.proxy",
                "checks.ways.stop", "checks.ways.stop.phase", "checks.ways.stop.reason", "checks.ways.tls",
                "checks.ways.tunnel", "checks.ways.verdict", "checks.ways.via", "connector", "duration_ms",
                "host", "left_out", "time", "verdict",
            ])
    }

    @Test func whatACauseExplainsNamesIt() throws {
        let keys = try keys(.withCause(of: 12)).filter { $0.hasPrefix("causes") && !$0.contains(".finding.") }
        #expect(keys == ["causes", "causes.cause", "causes.checks", "causes.finding", "causes.target"])
        let document = ReportDocument(.withCause(of: 12))
        #expect(document.checks.map(\.cause) == Array(repeating: "resolver", count: 12) + [nil])
        #expect(document.checks.map(\.findings.count) == Array(repeating: 1, count: 13))
        #expect(document.causes.map(\.checks.count) == [12], "A document has them all.")
    }

    @Test func whatWasNotSeenHasTheSameKeys() throws {
        let check = CheckReport.port(host: "a.example")
        func outer(_ check: CheckReport) throws -> [String] {
            try keys(.sample([check])).filter { !$0.contains(".addresses.") }
        }
        let seen = try outer(check)
        #expect(try outer(check.with(.unanswered)) == seen)
    }

    @Test(.timeLimit(.minutes(2))) func theHelpNamesEveryKey() async throws {
        let thumbprint = try #require(Thumbprint(String(repeating: "A", count: 40)))
        let facts = CertificateFacts(
            thumbprint: thumbprint, subject: "CN=t", issuer: "CN=i", subjectCommonName: "t",
            issuerCommonName: "i", notBefore: noon, notAfter: noon, signatureAlgorithm: "a", key: "k")
        var path = PathObservation()
        path.addresses = [AddressAttempt(address: "192.0.2.1", duration: .zero)]
        path.tunnel = TunnelFacts()
        path.tls = TLSFacts(
            chain: [facts], problems: [CertificateProblem(.expired, depth: 0, text: "")],
            root: RootFacts(facts: facts, isPublic: nil))
        let list = try #require(PlainAddress("http://crl.example/"))
        path.tls?.revocation = [RevocationSource(.list, list, asked: noon, nextUpdate: noon, status: .good)]
        path.http = HTTPFacts(
            responses: [HTTPResponse(page: try #require(PageAddress("https://a.example/")), status: 200)],
            body: "")
        path.stop = PathStop(.exchange, .reset)
        let tls = Check(name: CheckName("tls a"), target: .tls(TLSTarget(host: "a.example")), pace: .sample)
        let trust = TrustObservation(
            settings: .outOfTime,
            lookup: StoreLookup(places: [], problems: [StoreProblem(.missing, path: "/a", detail: "gone")]))
        let host = HostObservation(readings: [ClockReading(source: "a:80", theirs: noon, ours: noon)])
        let report = Report.sample([
            .port(host: "b.example", failure: .refused),
            CheckReport(
                check: tls, observation: .tls(ByRoute(direct: TLSObservation(control: path, tls12: path)))),
            CheckReport(check: tls, observation: .trust(trust)),
            CheckReport(check: tls, observation: .host(host)),
        ])
        let help = try await ConnectorWatch.run("check", "--help").output
        let words = Set(help.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init))
        for key in try keys(report) {
            let name = try #require(key.split(separator: ".").last)
            #expect(words.contains(String(name)), "\(key)")
        }
    }

    @Test func valuesAreWrittenAsTheyAre() throws {
        struct Document: Encodable {
            var someText = "a/\"b\"\u{1b}"
            @OrNull var nothing: String?
            var columnMs: [Double?] = [2.3, nil, -3]
            var date = noon
            var byName = ["aB": true]
        }
        #expect(
            try JSONDocument.text(Document()) == #"""
                {
                  "by_name" : {
                    "aB" : true
                  },
                  "column_ms" : [2.3,null,-3],
                  "date" : "2026-11-23T20:00:00Z",
                  "nothing" : null,
                  "some_text" : "a/\"b\"\u001b"
                }

                """#)
    }
}
