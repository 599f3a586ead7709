import Foundation
import TestSupport
import Testing
import WatchCore

@testable import NetworkPath

@Suite(.timeLimit(.minutes(2)))
struct RedirectTests {
    private let prober: PathProber
    private let nginx: Nginx

    init() async throws {
        prober = try PathProber(roots: try await ServerCertificates.shared.value.roots)
        nginx = try await Nginx(
            """
            location = /direct { return 200 "here"; }
            location = /once { return 302 /direct; }
            location = /other { return 307 https://both.test:$server_port/direct; }
            location = /away { return 302 https://elsewhere.test/portal; }
            location = /plain { return 301 http://ok.test/; }
            location = /self { return 302 /self; }
            location = /pair1 { return 302 /pair2; }
            location = /pair2 { return 302 /pair1; }
            location = /lost { return 302 https://nowhere.sub.test:$server_port/; }
            location ~ ^/more(?<rest>x*)x$ { return 303 /more$rest; }
            location = /more { return 200 "end"; }
            """)
    }

    private func probe(
        _ path: String, status: [Int] = [200], redirects: [String] = ["both.test", "*.sub.test"]
    ) async throws -> PathObservation {
        let page = try #require(PageAddress("https://ok.test:\(nginx.port)\(path)"))
        return await prober.probeDirectly(
            at: LoginTarget(
                page: page, expectStatus: status, redirectHosts: redirects.map { HostPattern($0) }))
    }

    @Test(arguments: [
        ("/direct", [200], "here"), ("/once", [302, 200], "here"), ("/other", [307, 200], "here"),
        ("/morexxxxx", [303, 303, 303, 303, 303, 200], "end"),
    ])
    func aGenuineRedirectIsFollowed(path: String, statuses: [Int], body: String) async throws {
        let seen = try await probe(path)
        #expect(seen.stop == nil)
        #expect(seen.http?.responses.map(\.status) == statuses)
        #expect(seen.http?.body == body)
        #expect(seen.addresses.map(\.address) == ["127.0.0.1"])
    }

    @Test(arguments: [
        ("/away", 302, "https://elsewhere.test/portal"), ("/plain", 301, "http://ok.test/"),
    ])
    func aRedirectToElsewhereEndsTheProbe(path: String, status: Int, location: String) async throws {
        let seen = try await probe(path)
        #expect(seen.stop == nil)
        #expect(seen.http?.responses.map(\.status) == [status])
        #expect(seen.http?.responses.last?.location == location)
    }

    @Test
    func anExpectedRedirectIsNotFollowed() async throws {
        let seen = try await probe("/self", status: [302])
        #expect(seen.stop == nil)
        #expect(seen.http?.responses.map(\.status) == [302])
    }

    @Test(arguments: [("/self", 1), ("/pair1", 2), ("/morexxxxxx", 6)])
    func redirectsWithoutAnEndAreALoop(path: String, count: Int) async throws {
        let seen = try await probe(path)
        #expect(seen.stop == PathStop(.exchange, .redirectLoop(count: count)))
        #expect(seen.http?.responses.count == count)
    }

    @Test
    func aLaterPageThatStopsTheProbeShowsItsOwnRoute() async throws {
        let seen = try await probe("/lost")
        #expect(seen.stop == PathStop(.resolve, .nameNotFound))
        #expect(seen.http?.responses.map(\.status) == [302])
        #expect(seen.addresses.isEmpty && seen.address == nil && seen.tls == nil)
        #expect(seen.timings.handshake != nil && seen.timings.exchange != nil)
    }
}
