/// Everything that can happen to the daemon.
package enum Event: Sendable {
    /// The one timer fired.
    case woke
    /// A probe ended.
    case answered(ProbeID, Observation)
    /// Something changed near watched files.
    case changed(WatchKey)
    case asked(Request)
    /// The configuration files were read again.
    case configurationRead(ConfigurationReading)
    /// The file of silences was read again.
    case silencesRead(SilencesReading)
    /// The journal took, or did not take, the entry handed to it.
    case journal(JournalDelivery)
    /// An attempt to deliver something to a receiver ended.
    case delivered(DeliveryID, DeliveryAnswer)
    /// The journal was searched: the ids of the notifications that it has.
    case lookedUp(Set<String>)
    /// What changed of the state was committed; `failure`: it was not, a whole sentence says why.
    case saved(failure: String?)
    /// What the daemon knows was written there; `failure`: it was not, a whole sentence says why.
    case published(Publication, failure: String?)
    /// Something of the host works less well than it should, but everything goes on; whole sentences say what and
    /// what to do.
    case degraded(String)
}

/// Whose files are watched.
package enum WatchKey: Sendable, Hashable, Comparable {
    case configuration
    /// The file of silences, and this host's time zone.
    case silences
    case check(CheckName)
}

/// What the service manager or a person asks for.
package enum Request: Sendable {
    case reload
    case stop
}

/// What reading the configuration files gave.
package enum ConfigurationReading: Sendable, Equatable {
    /// Each of the warnings as `file:line:column: warning: sentence`.
    case valid(Settings, warnings: [String] = [])
    /// Every problem as `file:line:column: sentence`.
    case rejected([String])
}

/// What became of an entry that was handed to the journal.
package enum JournalDelivery: Sendable, Equatable {
    case delivered
    /// No journald listens.
    case absent
    /// The system refused; its words.
    case failed(String)
}

/// What reading the file of silences gave, and this host's time zone.
package struct SilencesReading: Sendable, Equatable {
    /// The silences without an error, or `nil` if the file could not be read.
    package var entries: [SilenceEntry]?
    /// What is wrong with the others, or why the file could not be read, each as `file:line:column: sentence`.
    package var problems: [String]
    package var zone: TimeZoneRules

    package init(_ entries: [SilenceEntry]? = [], problems: [String] = [], zone: TimeZoneRules = .utc) {
        self.entries = entries
        self.problems = problems
        self.zone = zone
    }
}
