internal import ArgumentParser
internal import FoundationEssentials
internal import Prober
internal import SystemdHost
internal import WatchCore

/// `connector-watch firewall-request`: what must be open, why, and what is unreachable now, for the network team.
struct FirewallRequestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "firewall-request",
        abstract: "List what must be open, why, and what is unreachable now, for the network team.",
        usage: "connector-watch firewall-request [<options>]",
        discussion: """
            The text can be pasted into a ticket. Exits with 0 if it was written, whatever is unreachable, and with 3 if the \
            configuration is invalid.

            The JSON is one object with the keys time (RFC 3339, UTC), connector, looked (whether anything was probed), \
            source (host, addresses), proxy, destinations (host, port, purpose, why, checks, and ways with via, state \
            and evidence), wildcards (names, port, purpose, why), requirements and violations (check, event, via, \
            reason, message, remedy). A state is open, partly (some addresses are unreachable), cut (the connection is cut off \
            later), unresolved, shut or not-looked-at.
            """)

    @OptionGroup var options: ConfigurationOptions

    @Flag(
        name: .customLong("no-look"), help: "Open no connections: list what must be open, without testing it."
    )
    var noProbe = false

    @Option(help: "The output format.")
    var format = Format.text

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
    }

    func run() async throws {
        let request = try await request()
        _ = try Terminal.put(try text(of: request), orExit: CommandFailure.status)
    }

    private func request() async throws -> FirewallRequest {
        let settings = try options.settings()
        guard !noProbe else {
            return FirewallRequest(
                of: settings, report: nil, host: HostName.current(), time: HostClock.now().date)
        }
        let report = try await Report(probing: settings)
        return FirewallRequest(
            of: settings, report: report, host: report.host, sources: SourceAddress.sources(of: report),
            time: report.time)
    }

    private func text(of request: FirewallRequest) throws -> String {
        switch format {
        case .text:
            FirewallRequestText(
                request: request, width: Terminal.width, painter: Painter(isColoured: Terminal.isColoured)
            ).text
        case .json: try JSONDocument.text(FirewallRequestDocument(request))
        }
    }
}

extension SourceAddress {
    /// The kernel is asked about so many destinations at most.
    private static let limit = 1000

    /// The addresses of this host that its connections to the probed targets come from, without loopback.
    static func sources(of report: Report) -> [String] {
        var tried: Set<String> = []
        for line in report.checks.lazy.flatMap(\.lines) where tried.count < limit {
            if case .path(let path, _) = line.detail { tried.formUnion(path.addresses.map(\.address)) }
        }
        let sources = Set(tried.compactMap { towards($0) })
        return sources.filter { !$0.hasPrefix("127.") && $0 != "::1" }.sorted()
    }
}
