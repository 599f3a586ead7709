internal import ArgumentParser
internal import FoundationEssentials
internal import SystemdHost
internal import WatchCore

/// `connector-watch simulate`: what would be announced about the certificate, on which day.
struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Show what would be announced about the trust certificate, and when.",
        discussion: """
            Looks at the trust certificate as it is now, and runs the daemon's own engine over the time to come as if \
            nothing changed: no renewal, no new registration. So RenewalWindow= and the limits ExpiryWarning=, \
            ExpiryError= and ExpiryCritical= can be tuned before they matter. Nothing is sent anywhere.

            EXAMPLES
              connector-watch simulate
              connector-watch simulate --from 2027-01-01 --to 2027-06-30
              connector-watch simulate --config trial.conf --format json | jq -c '.announcements[]'

            Exits 0, and 3 when it could not look. In JSON, one object: connector, from, to, announcements (time, check, \
            event, title, state, priority, days_left, message), reminders included.
            """)

    @OptionGroup var options: ConfigurationOptions

    @Argument(
        help: ArgumentHelp(
            "Only the agents of these names: \"b\" for the section [Trust b]. Default: all.",
            valueName: "name"))
    var names: [String] = []

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "When the simulation begins, as \"2026-11-23\", \"2026-11-23 19:27\", RFC 3339 or \"-2d\". Default: now.",
            valueName: "time"), transform: Self.point)
    var from: Date?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "When it ends. Default: a day after the last certificate expires, at most \(Simulation.longest.daysText) on.",
            valueName: "time"),
        transform: Self.point)
    var to: Date?

    @Flag(help: "List every reminder, too.")
    var reminders = false

    @Option(help: "How it is written.")
    var format = TrustCommand.Format.text

    func run() async throws {
        let probe = try await TrustProbe(options, names)
        let simulated = try simulate(probe)
        let text =
            switch format {
            case .text:
                SimulationText(
                    simulated: simulated, showsReminders: reminders, width: Terminal.width,
                    painter: Painter(isColoured: Terminal.isColoured)
                ).text
            case .json: try JSONDocument.text(SimulationDocument(simulated))
            }
        _ = try Terminal.put(text, orExit: CommandFailure.status)
    }

    private func simulate(_ probe: TrustProbe) throws -> Simulated {
        let parts = probe.parts.compactMap { part -> (section: TrustSection, seen: TrustObservation)? in
            if case .trust(let seen) = part.report.observation { (part.section, seen) } else { nil }
        }
        guard parts.count == probe.parts.count else {
            throw CommandFailure([
                "The trust files did not answer, so there is nothing to simulate; try again."
            ]
            )
        }
        let blind = probe.parts.map(\.report).filter(\.isBlind)
        guard blind.isEmpty else {
            let messages = blind.flatMap(\.findings).map { PlainText.escaped($0.message) }
            throw CommandFailure(messages + [AccessHint.sentence(about: blind)].compactMap(\.self))
        }
        let ends = parts.compactMap { $0.seen.inUse?.facts.notAfter }
        let from = from ?? probe.time
        let to = to ?? min(max(from, ends.max() ?? from) + 86_400, from + Simulation.longest.inSeconds)
        guard from <= to else {
            throw CommandFailure([
                "The simulation cannot end (\(to.rfc3339)) before it begins (\(from.rfc3339))."
            ])
        }
        guard to.timeIntervalSince(from) <= Simulation.longest.inSeconds else {
            throw CommandFailure([
                """
                From \(from.rfc3339) to \(to.rfc3339) is longer than \(Simulation.longest.daysText), which is the most; \
                give --from and --to nearer to each other.
                """
            ])
        }
        var simulation = Simulation(parts, connector: probe.settings.connector.name, from: from)
        return Simulated(
            connector: probe.settings.connector.name, from: from, to: to,
            ends: Dictionary(
                zip(probe.parts.map(\.report.check.name), parts.map(\.seen.inUse?.facts.notAfter))
            ) {
                $1
            },
            announcements: simulation.run(to: to))
    }

    @Sendable private static func point(_ text: String) throws -> Date {
        do {
            let microseconds = try PointInTime.microseconds(text, now: HostClock.now().date)
            return Date(timeIntervalSince1970: Double(microseconds) / 1_000_000)
        } catch {
            throw ValidationError(error.description)
        }
    }
}

extension CheckReport {
    /// Whether no certificate was found and one may lie in what could not be read.
    fileprivate var isBlind: Bool {
        guard case .trust(let seen) = observation, seen.inUse == nil else { return false }
        return findings.contains { $0.reason == .settingsUnreadable || $0.event == .storeUnreadable }
    }
}

/// What a simulation gave.
struct Simulated {
    var connector: String
    var from: Date
    var to: Date
    /// When the certificate of each agent expires; `nil`: none was found.
    var ends: [CheckName: Date?]
    var announcements: [Simulation.Announcement]

    /// How many whole days were left to the certificate that is announced about.
    func daysLeft(_ announcement: Simulation.Announcement) -> Int64? {
        guard let end = ends[announcement.check].flatMap({ $0 }) else { return nil }
        return Duration.seconds(end.timeIntervalSince(announcement.date)).wholeDays
    }
}
