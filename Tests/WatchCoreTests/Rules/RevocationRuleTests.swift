import Foundation
import Testing

@testable import WatchCore

/// What the addresses that certificates name gave.
struct RevocationRuleTests {
    typealias Source = RevocationSource

    private func verdict(
        _ sources: [Source], _ aspects: Set<TLSAspect> = [.revocation], baseline: Baseline = Baseline()
    ) -> Verdict {
        var path = PathObservation.shaken()
        path.tls?.revocation = sources
        return judge(
            .tls(ByRoute(direct: TLSObservation(control: path))), of: .tls(aspects: aspects),
            baseline: baseline, at: start.date)
    }

    private static func source(
        _ kind: Source.Kind = .list, _ failure: Source.Failure? = nil, depth: Int = 0, host: String = "a",
        next: Date? = nil, status: Source.Status? = nil, needed: Bool = false, proxied: Bool = false
    ) -> Source {
        var source = Source(
            kind, address(of: host), depth: depth, asked: start.date, failure: failure,
            nextUpdate: next, status: status)
        (source.isNeeded, source.isProxied) = (needed, proxied)
        return source
    }

    private static func address(of host: String) -> PlainAddress {
        guard let address = PlainAddress("http://\(host).test/x") else {
            preconditionFailure("A host of these tests is malformed.")
        }
        return address
    }

    private static let refused = Source.Failure.path(PathStop(.connect, .refused), after: .zero)

    /// What came of the addresses, and the priority and reason that are told, if any are.
    struct Row: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var sources: [Source]
        var priority: Priority?
        var reason = Reason.revocationUnreachable

        init(_ name: String, _ sources: [Source], _ priority: Priority? = nil, _ reason: Reason? = nil) {
            testDescription = name
            self.sources = sources
            self.priority = priority
            if let reason { self.reason = reason }
        }
    }

    @Test(arguments: [
        Row("all came", [source(), source(.issuer), source(.responder)]),
        Row("a newer one is due later", [source(next: start.date + 1)]),
        Row("refused", [source(.list, refused)], .warning),
        Row("a page of a portal", [source(.list, .content("a web page"))], .warning),
        Row("a status", [source(.issuer, .status(404))], .warning),
        Row("stale", [source(next: start.date - 1)], .warning, .revocationStale),
        Row("a stale answer", [source(.responder, next: start.date - 1)], .warning, .revocationStale),
        Row("one of two lists is dead", [source(.list, refused), source(host: "b")]),
        Row("one of two lists is stale", [source(next: start.date - 1), source(host: "b")]),
        Row("both lists are dead", [source(.list, refused), source(.list, refused, host: "b")], .warning),
        Row("lists of two certificates", [source(.list, refused), source(depth: 1)], .warning),
        Row("a list does not stand for a dead responder", [source(.responder, refused), source()], .warning),
        Row("a list stands for an unwilling one", [source(.responder, .refusal("tryLater")), source()]),
        Row("an unwilling one alone", [source(.responder, .refusal("unauthorized"))], .warning),
        Row(
            "neither list nor answer",
            [source(.responder, .refusal("tryLater")), source(.list, refused)], .warning),
        Row("the chain needs it", [source(.issuer, refused, needed: true)], .error),
        Row(
            "the weightiest is told", [source(.list, refused), source(.issuer, refused, needed: true)],
            .error),
        Row("through the proxy", [source(.list, refused, proxied: true), source()], .notice),
        Row("proxy and direct", [source(.list, refused, proxied: true), source(.list, refused)], .warning),
        Row("another certificate came", [source(.issuer, .otherIssuer)], .warning),
        Row("one that must not be asked", [source(.list, .notAsked("x")), source(.issuer)]),
        Row(
            "no time was left",
            [source(.list, .path(PathStop(.connect, .outOfTime), after: .milliseconds(10))), source(.issuer)]),
        Row(
            "silence", [source(.list, .path(PathStop(.connect, .outOfTime), after: .seconds(5)))], .warning),
    ])
    func whatDoesNotComeIsTold(_ row: Row) throws {
        let verdict = verdict(row.sources)
        #expect(verdict.judgedEvents.contains(.revocationFails))
        let finding = verdict.findings.first
        #expect(verdict.findings.count == (row.priority == nil ? 0 : 1))
        #expect(finding?.event == row.priority.map { _ in .revocationFails })
        #expect(finding?.priority == row.priority)
        if row.priority != nil { #expect(finding?.reason == row.reason) }
    }

    @Test(
        arguments: [
            [], [source(.list, .notAsked("x"))],
            [source(.list, .path(PathStop(.connect, .local("no memory")), after: .zero))],
        ] as [[Source]])
    func whereNothingWasAskedNothingIsJudged(sources: [Source]) {
        #expect(!verdict(sources).judgedEvents.contains(.revocationFails))
        #expect(verdict(sources).findings == [])
    }

    @Test func aRevokedCertificateIsABadOneAndNoOutage() throws {
        let revoked = Source.Status.revoked(reason: "keyCompromise", date: start.date)
        let verdict = verdict([Self.source(status: revoked), Self.source(.responder, status: revoked)])
        let finding = try #require(verdict.findings.first)
        #expect(verdict.findings.count == 1)
        #expect(finding.event == .serverCertificateBad)
        #expect(finding.reason == .certificateRevoked)
        #expect(finding.priority == .error)
        #expect(finding.message.contains("certificate revoked (on \(start.date.rfc3339), keyCompromise)"))
        #expect(verdict.judgedEvents.isSuperset(of: [.serverCertificateBad, .revocationFails]))
    }

    /// What an earlier list said holds while the list cannot be fetched.
    @Test func revokedAndUnreachableAreTwoVerdicts() {
        let source = Self.source(.list, Self.refused, status: .revoked(reason: nil, date: nil))
        #expect(Set(verdict([source]).findings.map(\.event)) == [.serverCertificateBad, .revocationFails])
    }

    @Test func aClockThatIsAheadMakesNothingStale() {
        let baseline = Baseline(clockOffset: .seconds(600))
        #expect(verdict([Self.source(next: start.date - 60)], baseline: baseline).findings == [])
        #expect(verdict([Self.source(next: start.date - 660)], baseline: baseline).findings.count == 1)
    }

    @Test func itIsJudgedOnlyWhereItIsAskedFor() {
        let source = Self.source(.list, Self.refused, status: .revoked(reason: nil, date: nil))
        #expect(verdict([source], [.certificate]).findings == [])
    }

    @Test func aReportListsWhatEachAddressGave() {
        var path = PathObservation.shaken()
        path.tls?.revocation = [
            Self.source(next: start.date, status: .good), Self.source(.responder, Self.refused),
            Self.source(.issuer, .content("a web page"), proxied: true),
        ]
        let lines = ReportLine(route: .direct, detail: .path(path, attempts: [])).evidence(at: start.date)
        let time = start.date.rfc3339
        #expect(
            lines.suffix(3) == [
                Evidence("crl", "http://a.test/x: fetched, until \(time), good, \(time)"),
                Evidence(
                    "ocsp", "http://a.test/x: stopped in the connect phase: connection-refused, \(time)"),
                Evidence("aia", "http://a.test/x (proxy): a web page, \(time)"),
            ])
    }

    /// Names that the vendor has dropped weigh less.
    @Test(arguments: [
        ("crl.microsoft.com", 80, Priority.notice), ("ocsp.msocsp.com", 80, .notice),
        ("crl.microsoft.com", 443, .error), ("caissuers.microsoft.com", 80, .error),
    ])
    func aDroppedNameIsARemark(host: String, port: UInt16, priority: Priority) {
        for stop in [PathObservation.stopped(.connect, .outOfTime), .stopped(.resolve, .nameNotFound)] {
            let check = Check.port(host: host, port: port)
            let verdict = judge(.port(ByRoute(direct: stop)), of: check, at: start.date)
            #expect(verdict.findings.map(\.priority) == [priority])
        }
    }
}
