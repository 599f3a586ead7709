import Foundation
import TestSupport
import Testing
import WatchCore

@testable import NetworkPath

/// What certificates are checked with, fetched from real servers.
@Suite(.timeLimit(.minutes(3)))
struct RevocationTests {
    @Test func allThatIsNamedIsAskedAndBelievedWhereItIsSigned() async throws {
        let authority = try await Authority()
        try await authority.make("list crl issuing; der issuing")
        let port = FreePort.next()
        let server = try await authority.server(
            lists: [authority.url("crl")], issuer: authority.url("issuing.crt"),
            responder: "http://ok.test:\(port)")
        try await authority.withResponder(on: port) {
            let seen = try await authority.prober().checks(server)
            #expect(seen.problems == [])
            #expect(seen.revocation.map(\.kind) == [.issuer, .list, .responder])
            #expect(seen.revocation.map(\.failure) == [nil, nil, nil])
            #expect(seen.revocation.map(\.status) == [nil, .good, .good])
            #expect(seen.revocation.allSatisfy { $0.certificate?.subject == "CN=leaf" })
            #expect(seen.revocation[1].nextUpdate.map { $0 > Date() + 6 * 86_400 } == true)
        }
    }

    @Test func aListRevokes() async throws {
        let authority = try await Authority()
        let server = try await authority.server(lists: [authority.url("crl")])
        try await authority.make("revoke leaf issuing; list crl issuing")
        let seen = try await authority.prober().checks(server)
        guard case .revoked("keyCompromise", .some) = seen.revocation.first?.status else {
            Issue.record("\(seen.revocation)")
            return
        }
        #expect(seen.problems == [])
    }

    @Test func aResponderRevokes() async throws {
        let authority = try await Authority()
        let port = FreePort.next()
        let server = try await authority.server(responder: "http://ok.test:\(port)/")
        try await authority.make("revoke leaf issuing superseded")
        try await authority.withResponder(on: port) {
            let seen = try await authority.prober().checks(server)
            guard case .revoked("superseded", .some) = seen.revocation.first?.status else {
                Issue.record("\(seen.revocation)")
                return
            }
        }
    }

    /// What a file that the list's address gives is worth: how it is made, and what comes of it.
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var script: String
        var location = ""
        var failure: RevocationSource.Failure?
        var status: RevocationSource.Status?
        var url = "crl"

        init(
            _ name: String, _ script: String, _ location: String = "",
            fails failure: RevocationSource.Failure? = nil, is status: RevocationSource.Status? = nil,
            at url: String = "crl"
        ) {
            testDescription = name
            (self.script, self.location, self.failure, self.status, self.url) = (
                script, location, failure, status, url
            )
        }
    }

    private static let unsigned = RevocationSource.Failure.content("a list that the issuer did not sign")
    private static let idp = "printf '[idp]\\nissuingDistributionPoint=critical,@p\\n[p]\\n%s\\n' "

    @Test(arguments: [
        Case("a list", "list crl issuing", is: .good),
        Case("in PEM", "list x issuing; cp list.pem public/crl", is: .good),
        Case(
            "compressed", "list crl issuing; gzip -c public/crl >public/z",
            "location /crl { add_header Content-Encoding gzip; alias html/z; }", is: .good),
        Case("a page of a portal", "echo '<html>Sign in</html>' >public/crl", fails: .content("a web page")),
        Case("nothing", ": >public/crl", fails: .content("nothing")),
        Case("rubbish", "echo rubbish >public/crl", fails: .content("something else")),
        Case(
            "a certificate", "der issuing; mv public/issuing.crt public/crl",
            fails: .content("something else")),
        Case(
            "cut off", "list c issuing; head -c 100 public/c >public/crl", fails: .content("something else")),
        Case("missing", "true", fails: .status(404)),
        Case("forbidden", "true", "location /crl { return 403; }", fails: .status(403)),
        Case("of another authority", "list crl other", fails: unsigned),
        Case(
            "of another key in the same name",
            "key false; sign false false Issuing self 90 ca; list crl false", fails: unsigned),
        Case(
            "a signature that does not fit",
            "list c issuing; perl -0777 -pe 's/(.)\\z/$1 ^ \"x\"/se' public/c >public/crl", fails: unsigned),
        Case(
            "another type", "list crl issuing", "location /crl { default_type text/html; }", is: .good),
        Case(
            "for certificates of users, and of another place",
            "listwith crl issuing 'issuingDistributionPoint=critical,@place\n[place]\nfullname=URI:http://else.test/\nonlyuser=TRUE'",
            is: .good),
        Case(
            "indirect",
            "listwith crl other 'issuingDistributionPoint=critical,@place\n[place]\nindirectCRL=TRUE'"),
        Case("a delta", "listwith crl issuing '2.5.29.27=critical,ASN1:INTEGER:1'", is: .good),
        Case(
            "redirected", "list real issuing", "location /crl { return 302 /real; }", is: .good),
        Case(
            "redirected to TLS", "true", "location /crl { return 301 https://portal.test/login; }",
            fails: .content("a redirect to https://portal.test/login")),
        Case(
            "redirected for ever", "true", "location /crl { return 302 /crl; }",
            fails: .path(PathStop(.exchange, .redirectLoop(count: 3)), after: .zero)),
        Case(
            "more than 20 MB", "truncate -s 21M public/crl", fails: .content("more than 20 MB")),
        Case(
            "much",
            "seq 1 20000 | awk -v u=$(day '9 days' | cut -c3-) -v r=$(day '-1 day' | cut -c3-) '{ printf \"R\\t%s\\t%s\\t%08X\\tunknown\\t/CN=x\\n\", u, r, $1 + 305419896 }' >>index-issuing; list crl issuing",
            is: .good),
    ])
    func whatComesIsToldApart(_ row: Case) async throws {
        let authority = try await Authority(
            row.location.replacing("html/", with: "public/"))
        let server = try await authority.server(lists: [authority.url(row.url)])
        try await authority.make("configuration issuing; configuration other\n" + row.script)
        let seen = try await authority.prober().checks(server)
        let source = try #require(seen.revocation.first)
        #expect(seen.revocation.count == 1)
        if case .path(let stop, _) = row.failure, case .path(let own, _) = source.failure {
            #expect(own == stop)
        } else {
            #expect(source.failure == row.failure)
        }
        #expect(source.status == row.status)
    }

    @Test func aStaleListIsOneAndSaysSinceWhen() async throws {
        let authority = try await Authority()
        let server = try await authority.server(lists: [authority.url("crl")])
        try await authority.make("list crl issuing")
        let later = Date() + 8 * 86_400
        let source = try await authority.prober().checks(server, at: later).revocation.first
        #expect(source?.failure == nil)
        #expect(source?.asked == later)
        #expect(source?.nextUpdate.map { $0 < later } == true)
    }

    @Test func nobodyListensThere() async throws {
        let authority = try await Authority()
        let (held, port) = try Listener.bound(to: "127.0.0.1")
        defer { close(held) }
        let server = try await authority.server(
            lists: ["http://ok.test:\(port)/crl", authority.url("crl")], responder: "http://absent.test/")
        try await authority.make("list crl issuing")
        let seen = try await authority.prober().checks(server).revocation
        #expect(seen.map(\.kind) == [.list, .list, .responder])
        guard case .path(PathStop(.connect, .refused), _) = seen[0].failure,
            case .path(let stop, _) = seen[2].failure
        else {
            Issue.record("\(seen)")
            return
        }
        #expect(stop.phase == .resolve)
        #expect(seen[1].status == .good)
    }
}
