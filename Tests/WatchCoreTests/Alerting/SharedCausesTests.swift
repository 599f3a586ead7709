import Testing

@testable import WatchCore

/// What the checks of one run fail for together.
struct SharedCausesTests {
    private static let refused = PathObservation.stopped(
        .resolve, .lookup(.answered(.refused, server: "192.0.2.53", .any)))
    private static let silent = PathObservation.stopped(.resolve, .outOfTime)
    private static let unknown = PathObservation.stopped(.resolve, .nameNotFound)
    private static let shut = PathObservation.stopped(.connect, .outOfTime)

    private func report(_ parts: [(Check, Observation)]) -> Report {
        let seen = RunObservation(
            parts: parts.map { RunObservation.Part(check: $0, observation: $1) }, leftOut: [])
        return Report(
            of: seen, settings: .sample(), host: "gateway", time: start.date, duration: .seconds(2))
    }

    /// One port for each path, of a host of its own.
    private func report(direct paths: [PathObservation]) -> Report {
        report(
            paths.enumerated().map { index, path in
                (.port("p\(index)", host: "h\(index).example"), .port(direct: path))
            })
    }

    @Test(
        arguments: [
            ([refused], []),
            ([refused, refused], [0, 1]),
            // Several ways in which a resolver is broken are one.
            ([refused, silent, refused], [0, 1, 2]),
            // More work than fail, or as many.
            ([refused, refused, .connected()], []),
            ([refused, refused, refused, .connected()], [0, 1, 2]),
            ([refused, .connected(), refused, .connected(), .connected()], []),
            // A port that is shut proves that its name was resolved.
            ([refused, refused, shut], []),
            // Who says that a name does not exist has answered.
            ([unknown, unknown, unknown], []),
            ([refused, refused, refused, unknown], [0, 1, 2]),
            ([.connected(), .connected()], []),
            ([], []),
        ] as [([PathObservation], [Int])])
    func namesThatFailAlikeAreOneCause(paths: [PathObservation], affected: [Int]) {
        let report = report(direct: paths)
        let names = affected.map { CheckName("port p\($0):443") }
        #expect(report.causes.map(\.checks) == (names.isEmpty ? [] : [names]))
        #expect(
            report.causes.allSatisfy { $0.name.text == "resolver" && $0.finding.event == .resolutionFails })
        #expect(report.checks.filter { !$0.causes.isEmpty }.map(\.check.name) == names)
        #expect(report.checks.map(\.verdict) == paths.map { $0.stop == nil ? .ok : .critical })
        #expect(report.entries.count == paths.count { $0.stop != nil } - max(0, affected.count - 1))
    }

    @Test func aCauseIsToldWithTheChecksThatFailForIt() throws {
        let report = report(direct: Array(repeating: Self.refused, count: 12))
        let cause = try #require(report.causes.first)
        #expect(cause.target == "name servers of /etc/resolv.conf")
        #expect(cause.checks.count == 12)
        #expect(cause.finding.message.contains("(12 checks depend on it)"))
        #expect(!cause.finding.remedy.contains("suppressed"), "A single run has no alerts.")
        #expect(!cause.finding.remedy.isEmpty)
        #expect(report.entries.map(\.name.text) == ["resolver"])
    }

    @Test func severalChecksOfOneNameProveNoMoreThanOne() {
        let report = report([
            (.port("a", host: "h.example"), .port(direct: Self.refused)),
            (.port("b", host: "h.example", port: 80), .port(direct: Self.refused)),
        ])
        #expect(report.causes == [])
        #expect(report.entries.count == 2)
    }

    @Test func aProxyIsACauseOfItsOwnAndHidesNothingOfTheOtherRoute() {
        let closed = PathObservation.stopped(.tunnel, .refused)
        let report = report(
            (0..<3).map { index in
                (
                    .port("p\(index)", host: "h\(index).example", routes: .both),
                    .port(ByRoute(direct: index == 0 ? Self.shut : .connected(), proxy: closed))
                )
            })
        #expect(report.causes.map(\.name.text) == ["proxy"])
        #expect(report.causes.map(\.checks.count) == [3])
        #expect(
            report.entries.map(\.finding.event) == [.proxyFails, .portUnreachable],
            "What is shut on the direct route has another reason.")
        #expect(report.checks[0].lines.map { $0.cause?.text } == [nil, "proxy"])
        #expect(report.checks[0].lines.map(\.ownFindings.count) == [1, 0])
    }

    @Test func aProxyWithoutAnAddressIsOneCauseAndNotTwo() {
        let report = report(
            (0..<3).map { index in
                (
                    .port("p\(index)", host: "h\(index).example", routes: .proxy),
                    .port(ByRoute(proxy: Self.refused))
                )
            })
        #expect(report.causes.map(\.checks.count) == [3])
        #expect(report.entries.count == 1)
    }

    @Test(arguments: [(4, false, ["network"]), (2, false, []), (4, true, [])])
    func whatIsShutEverywhereIsTheNetwork(count: Int, isOneOpen: Bool, causes: [String]) {
        let paths = (0..<count).map { index in
            var path = Self.shut
            path.addresses[0].address = "192.0.2.\(index)"
            return path
        }
        // What is near, and works, proves nothing of what is far.
        let near = ["127.0.0.1", "10.0.0.1", "fd00::1"].map { PathObservation.connected([($0, nil)]) }
        let report = report(direct: paths + near + (isOneOpen ? [.connected()] : []))
        #expect(report.causes.map(\.name.text) == causes)
        #expect(report.causes.allSatisfy { $0.checks.count == count && $0.finding.event == .portUnreachable })
    }
}
