/// What is to be done about what happened.
package enum Effect: Sendable, Equatable {
    /// Arm the one timer; replaces the time it was armed for. On the scale of ``Timestamp/uptime``.
    case wake(at: Duration)
    /// Start a probe and report its observation under this id.
    case probe(ProbeID, Target, Look)
    /// Tell that probe that its time is up.
    case cancelProbe(ProbeID)
    /// Hand an entry to the journal and report what became of it; beside it the notification it was composed of, or
    /// `nil` if an earlier run did.
    indirect case send(JournalEntry, of: Notification?)
    /// Send this to a receiver and report what became of it.
    indirect case deliver(DeliveryID, DeliveryContent, to: Receiver)
    /// Tell that attempt that its time is up.
    case cancelDelivery(DeliveryID)
    /// Look for these in the journal and report those that it has.
    case lookUp([WaitingNotification])
    /// Write an entry to standard error.
    indirect case print(JournalEntry)
    case notify(ServiceNotification)
    /// Read the configuration files and report.
    case readConfiguration
    /// Read the file of silences and report.
    case readSilences
    /// Watch these paths, and no others, for changes.
    case watch([WatchKey: [String]])
    /// Commit what changed of the state and report.
    indirect case save(StateChange)
    /// Write what the daemon knows and report.
    indirect case publish(Snapshot, to: Publication)
    /// Remove what was written there, as it is not kept up any more.
    case withdraw(Publication)
    /// End the daemon.
    case finish
}

/// Where others find what the daemon knows.
package enum Publication: Sendable, Equatable {
    /// `status.json`.
    case snapshot
    /// The text file with metrics, by its path.
    case metrics(String)
}

/// What the service manager is told (sd_notify(3)).
package enum ServiceNotification: Sendable, Equatable {
    /// Up, or done with reloading.
    case ready(status: String)
    case reloading
    case stopping
    case watchdog
    case status(String)
}

/// The number of one probe; an answer to another probe than the one in flight comes too late and is harmless.
package struct ProbeID: Sendable, Hashable {
    package let number: UInt64

    package init(_ number: UInt64) {
        self.number = number
    }
}
