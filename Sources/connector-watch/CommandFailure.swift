internal import ArgumentParser
internal import Files
internal import FoundationEssentials
internal import Glibc
internal import Prober
internal import SystemdHost
internal import WatchCore

/// Why a command could not do its work: complete sentences, printed before the program exits with ``status``.
struct CommandFailure: Error {
    /// The exit status, which monitoring systems read as "unknown".
    static let status: Int32 = 3

    let lines: [String]

    init(_ lines: [String]) {
        self.lines = lines
    }

    /// No checks were run.
    ///
    /// - Parameter leftOut: the checks that need a tenant.
    init(_ leftOut: [CheckName]) {
        let names = leftOut.map(\.text).joined(separator: ", ")
        lines = [
            leftOut.isEmpty
                ? "No checks were run: the configuration has none."
                : "No checks were run: the tenant's id is not known, which these need: \(names). Set Tenant= in [Connector]."
        ]
    }

    /// The first sentence, and the number of further ones.
    var summary: String {
        (lines.first ?? "") + (lines.count > 1 ? " (and \(lines.count - 1) more)" : "")
    }
}

extension ConfigurationOptions {
    /// Reads the configuration, and prints its warnings.
    ///
    /// - Throws: Every problem of an invalid configuration.
    func settings() throws(CommandFailure) -> Settings {
        switch files.read().configuration() {
        case .success(let configuration):
            for warning in configuration.warnings { Terminal.complain(warning.description) }
            return configuration.settings
        case .failure(let problems): throw CommandFailure(problems.lines)
        }
    }
}

extension ConfigurationOptions {
    var silencesOnHost: SilencesOnHost { SilencesOnHost(path: files.silences) }

    /// The silences of the settings and of the file, whose problems are printed.
    func silences(_ settings: Settings) -> Silences {
        let reading = silencesOnHost.read()
        for problem in reading.problems { Terminal.complain(PlainText.escaped(problem)) }
        return Silences(settings.silences, entries: reading.entries ?? [], zone: reading.zone)
    }
}

extension Silences {
    /// Those in force at a time.
    func active(at date: Date) -> [ActiveSilence] {
        var silences = self
        _ = silences.update(at: Timestamp(uptime: .zero, date: date))
        return silences.active
    }
}

extension ProbeRun {
    /// A run that probes like the daemon, but as this command's user and environment.
    static func standard() throws(CommandFailure) -> ProbeRun {
        ProbeRun(try HostProber.standard(), helpedBy: try HostProber.standard())
    }
}

extension HostProber {
    /// One that probes like the daemon's, but as this command's user and environment.
    static func standard() throws(CommandFailure) -> HostProber {
        StandardDescriptors.fill()
        Descriptors.raiseLimit()
        let credentials = getenv("CREDENTIALS_DIRECTORY").map { String(cString: $0) }
        do {
            return try HostProber(credentialsDirectory: credentials)
        } catch {
            throw CommandFailure(["No checks were run: \(error)"])
        }
    }
}
