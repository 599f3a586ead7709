internal import Glibc
internal import SystemdHost

/// What systemd tells a service through its environment (systemd.exec(5)).
struct Environment: Sendable {
    var stateDirectory: String?
    var runtimeDirectory: String?
    var credentialsDirectory: String?
    var journalStream: String?
    /// The service's `LogNamespace=`, or `nil` if it has none.
    var journalNamespace: String?

    /// Of this boot of the host, or `nil` if it is not known.
    var bootID: String?

    /// The environment of this process.
    init() {
        stateDirectory = StateFile.standardDirectory(stateDirectory: Self.value("STATE_DIRECTORY"))
        runtimeDirectory = SnapshotFile.directory(runtimeDirectory: Self.value("RUNTIME_DIRECTORY"))
        credentialsDirectory = Self.value("CREDENTIALS_DIRECTORY")
        // The unit's, as its sandbox hides the kernel's.
        bootID = Self.value("CONNECTOR_WATCH_BOOT") ?? HostBoot.id
        journalStream = Self.value("JOURNAL_STREAM")
        journalNamespace = Self.value("LOG_NAMESPACE").flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func value(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
