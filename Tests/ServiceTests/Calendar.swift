import TestSupport

/// A calendar of its own for the daemon on an installed host, which a test turns, and suspensions of that host; all other
/// clocks go as they do.
struct Calendar {
    private static let file = "/run/calendar"
    /// Where the service sees it.
    private static let library = "/usr/local/lib/calendar.so"

    private let host: InstalledHost

    /// Has the daemon, which has not started yet, live by this calendar; it begins today.
    init(of host: InstalledHost) async throws {
        self.host = host
        try await host.machine.succeed("install -D \(try await Self.built.value) \(Self.library)")
        try await host.configureUnit("[Service]\nEnvironment=LD_PRELOAD=\(Self.library)")
        try await turn(to: 0)
    }

    /// Turns only the calendar to so many days and hours after the true time.
    func turn(to day: Int, hours: Int = 0) async throws {
        try await host.machine.succeed(Self.turning(to: day, hours: hours))
    }

    /// Has the host have been suspended for so many days, in all.
    func suspend(days: Int) async throws {
        try await host.machine.succeed(
            "echo 0 \(days * 86_400) >\(Self.file).new && mv \(Self.file).new \(Self.file)")
    }

    /// The script that does so.
    static func turning(to day: Int, hours: Int) -> String {
        "echo \(day * 86_400 + hours * 3600) >\(file).new && mv \(file).new \(file)\n"
    }

    /// The library, which the compiler makes that comes with Swift's: inside the machine there may be none.
    private static let built = Task {
        let library = Repository.path(".build/calendar.so")
        try await Program.succeed(
            "clang", "-shared", "-fPIC", "-Wall", "-Werror", "-o", library,
            Repository.path("Tests/Sandbox/calendar.c"))
        return library
    }
}
