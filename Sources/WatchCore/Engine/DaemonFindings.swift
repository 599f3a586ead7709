/// What the daemon finds about itself: one function each.
extension Finding {
    /// Event 1090: watching begins.
    ///
    /// - Parameters:
    ///   - checks: how many checks are watched.
    ///   - connector: the name of the connector.
    ///   - warnings: what the configuration has and is tolerated, each as `file:line:column: warning: sentence`.
    /// - Returns: the finding.
    static func started(checks: Int, of connector: String, warnings: [String] = []) -> Finding {
        Finding(
            .started(checks: checks, connector: connector, ConfigurationWarnings(warnings)),
            warnings.isEmpty ? .info : .warning, .service, nil, details: [.version: version])
    }

    /// Event 1091: watching ends.
    static func stopping() -> Finding { Finding(.stopping, .info, .service, nil) }

    /// Event 1092: other settings are in force.
    ///
    /// - Parameters:
    ///   - checks: how many checks are watched now.
    ///   - new: how many of them were not before.
    ///   - gone: how many are watched no longer.
    ///   - warnings: what the configuration has and is tolerated, each as `file:line:column: warning: sentence`.
    /// - Returns: the finding.
    static func configurationReloaded(checks: Int, new: Int, gone: Int, warnings: [String] = []) -> Finding {
        Finding(
            .configurationReloaded(
                checks: checks, new: new, gone: gone, ConfigurationWarnings(warnings)),
            warnings.isEmpty ? .info : .warning, .service, nil)
    }

    /// Event 1093: the configuration has errors.
    ///
    /// - Parameters:
    ///   - problems: each as `file:line:column: sentence`.
    ///   - consequence: what is watched meanwhile.
    /// - Returns: the finding.
    static func configurationRejected(
        _ problems: [String], _ consequence: RejectedConfiguration.Consequence
    ) -> Finding {
        Finding(
            .configurationRejected(RejectedConfiguration(problems, consequence)), .error, .service, nil)
    }

    /// Event 1093: the file of silences has errors, or cannot be read.
    static func silencesRejected(_ reading: SilencesReading) -> Finding {
        configurationRejected(
            reading.problems, reading.entries == nil ? .silencesKept : .otherSilences)
    }

    /// Event 1096: the journal takes no entries.
    static func journalUnavailable(_ failure: Outbox.Failure) -> Finding {
        let reason: JournalFailure =
            switch failure {
            case .absent: .absent
            case .failed(let text): .refused(text)
            case .hanging: .hanging(Outbox.patience)
            }
        return Finding(.journalUnavailable(reason, kept: Outbox.limit), .error, .service, nil)
    }

    /// Event 1094: so many notifications were not kept for the journal.
    static func alertsDropped(_ count: Int) -> Finding {
        Finding(.alertsDropped(count), .warning, .service, nil)
    }

    /// Event 1097: how things are; `details` are the fields about the trust certificate that ends first.
    static func summarized(_ facts: SummaryFacts, _ details: [JournalField: String]) -> Finding {
        Finding(.summarized(facts), .info, .service, nil, details: details)
    }

    /// Event 1098: the state was not saved; `failure` is a whole sentence that says why.
    static func stateNotSaved(_ failure: String) -> Finding {
        Finding(.stateUnusable(.notSaved(failure)), .warning, .service, nil)
    }

    /// Event 1098: a commit takes longer than this.
    static func stateHangs(_ patience: Duration) -> Finding {
        stateNotSaved("The disk has not taken the state for \(patience.text).")
    }

    /// Event 1098: the state of the last run cannot be used; `failure` are whole sentences that say why, and what became
    /// of it.
    static func stateNotRestored(_ failure: String) -> Finding {
        Finding(.stateUnusable(.notRestored(failure)), .warning, .service, nil)
    }

    /// Event 1099: the snapshot was not written; `failure` is a whole sentence that says why.
    static func snapshotNotWritten(_ failure: String) -> Finding {
        Finding(.hostDegraded(.snapshotNotWritten(failure)), .warning, .service, nil)
    }

    /// Event 1099: the metrics were not written; `failure` is a whole sentence that says why.
    static func metricsNotWritten(_ failure: String) -> Finding {
        Finding(.hostDegraded(.metricsNotWritten(failure)), .warning, .service, nil)
    }

    /// Event 1099: there are no descriptors left, of which this process may have `limit`.
    static func noDescriptors(limit: Int) -> Finding {
        Finding(.hostDegraded(.noDescriptors(limit: limit)), .warning, .service, nil)
    }

    /// Event 1099: something of the host works less well than it should, but everything goes on; whole `sentences` say
    /// what, and what to do.
    static func hostDegraded(_ sentences: String) -> Finding {
        Finding(.hostDegraded(.other(sentences)), .warning, .service, nil)
    }
}
