internal import ArgumentParser
internal import Glibc
internal import Looker
internal import SystemdHost
internal import WatchCore

/// Why a command could not look at all: whole sentences, which the program says as it ends with ``status``.
struct CouldNotLook: Error {
    /// The exit status for it, as monitoring systems know "unknown".
    static let status: Int32 = 3

    let lines: [String]

    init(_ lines: [String]) {
        self.lines = lines
    }

    /// There was nothing to look at; `leftOut` needed a tenant.
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
    func settings() throws(CouldNotLook) -> Settings {
        switch files.read().configuration() {
        case .success(let configuration):
            for warning in configuration.warnings { Terminal.complain(warning.description) }
            return configuration.settings
        case .failure(let problems): throw CouldNotLook(problems.lines)
        }
    }
}

extension FullLook {
    /// One that looks as the daemon does, from where this command runs.
    static func standard() throws(CouldNotLook) -> FullLook {
        StandardDescriptors.fill()
        raiseDescriptorLimit()
        let credentials = getenv("CREDENTIALS_DIRECTORY").map { String(cString: $0) }
        do {
            return FullLook(try Looker(credentialsDirectory: credentials))
        } catch {
            throw CouldNotLook(["This host cannot look: \(error)"])
        }
    }

    /// A login shell allows far fewer descriptors than the looks of a large configuration need (getrlimit(2)).
    private static func raiseDescriptorLimit() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
