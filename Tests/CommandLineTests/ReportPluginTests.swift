import Foundation
import Testing
import WatchCore

@testable import connector_watch

/// The one line of a monitoring plugin.
struct ReportPluginTests {
    private func line(_ checks: CheckReport...) -> String {
        ReportPlugin(report: .sample(checks)).text
    }

    @Test func whatIsFineIsToldWithItsTimes() {
        #expect(
            line(.port(host: "a.example"))
                == "CONNECTOR OK - 1 check passed in 2 s | 'port a.example:443 direct'=0.032s;;10.000;0\n")
    }

    @Test func theWorstIsToldAndTheRestCounted() {
        var finding = Finding.unreachable
        finding.priority = .warning
        let warned = CheckReport.port(host: "a.example", failure: .refused).with(findings: [finding])
        let text = line(
            warned, .port(host: "b.example", failure: .refused), .port(host: "c.example", failure: .refused))
        #expect(
            text.hasPrefix(
                "CONNECTOR CRITICAL - 1020 port b.example:443 (direct): It is unreachable. Ask the network team; "
                    + "and 2 more | "))
        #expect(text.hasSuffix(" 'port c.example:443 direct'=U;;10.000;0\n"))
    }

    @Test func aSharedCauseIsCountedOnce() {
        let text = ReportPlugin(report: .withCause(of: 30)).text
        #expect(
            text.hasPrefix(
                "CONNECTOR CRITICAL - 1022 resolver (direct): No name resolves; and 1 more | 'port h0.example"
            ))
        #expect(text.split { $0 == "=" }.count == 32, "Every check keeps its performance data.")
    }

    @Test func noTextBreaksTheLine() {
        var finding = Finding.unreachable
        finding.facts = .recorded(.portUnreachable, message: "a | b\nc.", remedy: "")
        let check = CheckReport.port(host: "a.example", failure: .refused).with(findings: [finding])
        #expect(
            line(check).hasPrefix("CONNECTOR CRITICAL - 1020 port a.example:443 (direct): a / b\\nc | 'port ")
        )
        #expect(ReportPlugin.unknown("a\n|") == "CONNECTOR UNKNOWN - a\\n/\n")
    }

    @Test func theDaysThatACertificateIsValidAreCounted() throws {
        let thumbprint = try #require(Thumbprint(String(repeating: "A", count: 40)))
        let facts = CertificateFacts(
            thumbprint: thumbprint, subject: "CN=t", issuer: "CN=i", subjectCommonName: "t",
            issuerCommonName: "i", notBefore: noon, notAfter: noon.addingTimeInterval(9.5 * 86_400),
            signatureAlgorithm: "sha512WithRSAEncryption", key: "RSA 2048")
        let target = TrustTarget(
            settingsFile: "/t.xml", machineStore: ["/m"], userStore: ["/u"], issuer: "i",
            renewalWindow: .seconds(30 * 86_400), expiryWarning: .seconds(30 * 86_400),
            expiryError: .seconds(14 * 86_400), expiryCritical: .seconds(3 * 86_400))
        let seen = TrustObservation(
            settings: .read(TrustSettings(thumbprint: thumbprint, isInUserStore: false)),
            lookup: StoreLookup(places: ["/m"], found: FoundCertificate(facts: facts, file: "/m/a.pfx")))
        let check = Check(name: CheckName("trust"), target: .trust(target), pace: .sample)
        #expect(
            line(CheckReport(check: check, observation: .trust(seen))).hasSuffix(
                " | 'trust days'=9;30:;14:\n"))
        let other = TrustObservation(
            settings: seen.settings, lookup: StoreLookup(places: ["/u"]), elsewhere: seen.lookup)
        #expect(
            line(CheckReport(check: check, observation: .trust(other))).hasSuffix(
                " | 'trust days'=9;30:;14:\n"))
        let lost = CheckReport(check: check, observation: .trust(TrustObservation(settings: .outOfTime)))
        #expect(line(lost).hasSuffix(" | 'trust days'=U\n"))
    }
}
