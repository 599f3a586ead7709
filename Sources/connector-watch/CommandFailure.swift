internal import ArgumentParser
internal import Glibc
internal import Prober
internal import SystemdHost
internal import WatchCore

/// Why a command could not probe all: whole sentences, which the program says as it ends with ``status``.
struct CommandFailure: Error {
    /// The exit status for it, as monitoring systems know "unknown".
    static let status: Int32 = 3

    let lines: [String]

    init(_ lines: [String]) {
        self.lines = lines
    }

    /// There was nothing to probe; `leftOut` needed a tenant.
    init(_ leftOut: [CheckName]) {
        let names = leftOut.map(\.text).joined(separator: ", ")
        lines = [
            leftOut.isEmpty
                ? "The configuration asks for no checks, so there is nothing to look at."
                : "The tenant's id is not known, which these checks need: \(names). Give it as Tenant= in [Connector]."
        ]
    }

    /// The first line, and how many more there are.
    var summary: String {
        (lines.first ?? "") + (lines.count > 1 ? " (and \(lines.count - 1) more)" : "")
    }
}

extension ConfigurationOptions {
    /// The settings in force; throws every problem where there are none, and complains of what was tolerated.
    func settings() throws(CommandFailure) -> Settings {
        switch files.read().configuration() {
        case .success(let configuration):
            for warning in configuration.warnings { Terminal.complain(warning.description) }
            return configuration.settings
        case .failure(let problems): throw CommandFailure(problems.lines)
        }
    }
}

extension ProbeRun {
    /// One that probes as the daemon does, from where this command runs.
    static func standard() throws(CommandFailure) -> ProbeRun {
        StandardDescriptors.fill()
        raiseDescriptorLimit()
        let credentials = getenv("CREDENTIALS_DIRECTORY").map { String(cString: $0) }
        do {
            return ProbeRun(try HostProber(credentialsDirectory: credentials))
        } catch {
            throw CommandFailure(["This host cannot look: \(error)"])
        }
    }

    /// A login shell allows far fewer descriptors than the probes of a large configuration need (getrlimit(2)).
    private static func raiseDescriptorLimit() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
