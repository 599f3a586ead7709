internal import ArgumentParser
internal import FoundationEssentials
internal import SystemdHost
internal import WatchCore

/// `connector-watch simulate`: the alerts about the certificate that would come, and when.
struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Show which alerts about the trust certificate would come, and when.",
        usage: "connector-watch simulate [<options>] [<name> ...]",
        discussion: """
            Reads the trust certificate, and runs the daemon's own engine into the future as if nothing changed: no \
            renewal, no new registration. This helps to tune RenewalWindow=, ExpiryWarning=, ExpiryError= and \
            ExpiryCritical= before they matter. No alerts are sent, and silences are left out.

            EXAMPLES
              connector-watch simulate
              connector-watch simulate --from 2027-01-01 --to 2027-06-30
              connector-watch simulate --config trial.conf --format json

            Exits with 0, or with 3 if the certificate could not be read. The JSON is one object: connector, from, to, \
            announcements (time, check, event, title, state, priority, days_left, message, remedy), including reminders.
            """)

    @OptionGroup var options: ConfigurationOptions

    @Argument(
        help: ArgumentHelp(
            "Only these agents: \"b\" for the section [Trust b]. Default: all.",
            valueName: "name"))
    var names: [String] = []

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The start, as \"2026-11-23\", \"2026-11-23 19:27\", RFC 3339 or \"-2d\". Default: now.",
            valueName: "time"), transform: TimeArgument.date)
    var from: Date?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The end. Default: a day after the last certificate expires, at most \(Simulation.longest.daysText) later.",
            valueName: "time"),
        transform: TimeArgument.date)
    var to: Date?

    @Flag(help: "List reminders too.")
    var reminders = false

    @Option(help: "The output format.")
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
                "Nothing was simulated: the trust files did not answer in time; try again."
            ]
            )
        }
        let blind = probe.parts.map(\.report).filter(\.isBlind)
        guard blind.isEmpty else {
            let messages = blind.flatMap(\.findings).map { finding in
                let text = finding.text
                return PlainText.escaped(
                    [text.message, text.remedy].filter { !$0.isEmpty }.joined(separator: " "))
            }
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
                The time from \(from.rfc3339) to \(to.rfc3339) is longer than the limit of \
                \(Simulation.longest.daysText); choose --from and --to closer together.
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
}

extension CheckReport {
    /// Whether no certificate was found, but one may be in what could not be read.
    fileprivate var isBlind: Bool {
        guard case .trust(let seen) = observation, seen.inUse == nil else { return false }
        return findings.contains { $0.reason == .settingsUnreadable || $0.event == .storeUnreadable }
    }
}

/// The result of a simulation.
struct Simulated {
    var connector: String
    var from: Date
    var to: Date
    /// When the certificate of each agent expires, or `nil` if none was found.
    var ends: [CheckName: Date?]
    var announcements: [Simulation.Announcement]

    /// - Returns: The whole days left for the certificate of an alert, or `nil` if there is no certificate.
    func daysLeft(_ announcement: Simulation.Announcement) -> Int64? {
        guard let end = ends[announcement.check].flatMap({ $0 }) else { return nil }
        return Duration.seconds(end.timeIntervalSince(announcement.date)).wholeDays
    }
}
