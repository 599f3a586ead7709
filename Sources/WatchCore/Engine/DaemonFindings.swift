/// What the daemon finds about itself: one function each.
extension Finding {
    /// How many problems of a rejected configuration its alert names.
    private static let shownProblems = 5

    /// Event 1090: watching begins.
    ///
    /// - Parameters:
    ///   - checks: how many checks are watched.
    ///   - connector: the name of the connector.
    /// - Returns: the finding.
    static func started(checks: Int, of connector: String) -> Finding {
        Finding(
            .started, .info, .service, nil,
            message: "connector-watch \(version) watches \(checksText(checks)) of \"\(connector)\"."
        )
    }

    /// Event 1091: watching ends.
    static func stopping() -> Finding {
        Finding(
            .stopping, .info, .service, nil,
            message: "connector-watch stops; nothing is watched until it starts again.")
    }

    /// Event 1092: other settings are in force.
    ///
    /// - Parameters:
    ///   - checks: how many checks are watched now.
    ///   - new: how many of them were not before.
    ///   - gone: how many are watched no longer.
    /// - Returns: the finding.
    static func configurationReloaded(checks: Int, new: Int, gone: Int) -> Finding {
        Finding(
            .configurationReloaded, .info, .service, nil,
            message: """
                The configuration was reloaded: \(checksText(checks)), \(new) new, \
                \(gone) gone.
                """)
    }

    /// What is watched while a configuration is rejected.
    enum RejectionConsequence {
        case nothingWatched
        case settingsKept
    }

    /// Event 1093: the configuration has errors.
    ///
    /// - Parameters:
    ///   - problems: each as `file:line:column: sentence`.
    ///   - consequence: what is watched meanwhile.
    /// - Returns: the finding.
    static func configurationRejected(_ problems: [String], _ consequence: RejectionConsequence) -> Finding {
        let shown = problems.prefix(shownProblems).joined(separator: " ")
        let more = problems.count - shownProblems
        let count = problems.count == 1 ? "an error" : "\(problems.count) errors"
        let meanwhile =
            switch consequence {
            case .nothingWatched: "nothing is watched"
            case .settingsKept: "the settings from before stay in force until the service ends"
            }
        return Finding(
            .configurationRejected, .error, .service, nil,
            message: """
                The configuration has \(count) and is refused; \(meanwhile). \
                \(shown)\(more > 0 ? " And \(more) more." : "") Correct it before the next restart: \
                "connector-watch config check" shows every error.
                """)
    }

    /// Event 1096: the journal takes no entries.
    static func journalUnavailable(_ failure: Outbox.Failure) -> Finding {
        let what =
            switch failure {
            case .absent: "no journald listens"
            case .failed(let text): "journald refuses entries (\(text))"
            case .hanging: "journald has taken nothing for \(Outbox.patience.text)"
            }
        return Finding(
            .journalUnavailable, .error, .service, nil,
            message: """
                The journal is unavailable: \(what). Alerts go to standard error and are kept until it is \
                back, at most \(Outbox.limit). Check systemctl status systemd-journald and the space below \
                /run/log and /var/log.
                """)
    }

    /// Event 1094: so many notifications were not kept for the journal.
    static func alertsDropped(_ count: Int) -> Finding {
        Finding(
            .alertsDropped, .warning, .service, nil,
            message: """
                \(count) alerts could not be kept for the journal; they were written to \
                standard error only.
                """)
    }

    /// Event 1098: the state was not saved; `failure` is a whole sentence that says why.
    static func stateNotSaved(_ failure: String) -> Finding {
        Finding(
            .stateUnusable, .warning, .service, nil,
            message: """
                \(failure) Alerts go on; after a restart they would be raised again. Check the space and the \
                permissions of its directory.
                """)
    }

    /// Event 1098: the state of the last run cannot be used; `failure` are whole sentences that say why, and what became
    /// of it.
    static func stateNotRestored(_ failure: String) -> Finding {
        Finding(
            .stateUnusable, .warning, .service, nil,
            message: """
                The state of the last run cannot be used. \(failure) Standing alerts are raised again, and a \
                thumbprint that changed meanwhile goes unnoticed.
                """)
    }

    /// Event 1099: the snapshot was not written; `failure` is a whole sentence that says why.
    static func snapshotNotWritten(_ failure: String) -> Finding {
        Finding(
            .hostDegraded, .warning, .service, nil,
            message: """
                \(failure) Watching goes on, but "connector-watch status" shows what was before. Check the space and \
                the permissions of its directory.
                """)
    }

    /// Event 1099: something of the host works less well than it should, but everything goes on; whole `sentences` say
    /// what, and what to do.
    static func hostDegraded(_ sentences: String) -> Finding {
        Finding(.hostDegraded, .warning, .service, nil, message: sentences)
    }

    private static func checksText(_ count: Int) -> String {
        count == 1 ? "1 check" : "\(count) checks"
    }
}

extension Dependency {
    /// How many of those who depend on it an alert names.
    private static let shownDependents = 5

    /// Event 1021 or 1022 of a dependency: the one alert about it.
    ///
    /// - Parameters:
    ///   - finding: what the probe that gave it away has found.
    ///   - target: what the dependency leads to.
    ///   - dependents: the checks that depend on it, in the order of the settings.
    /// - Returns: the finding, under the key of the dependency.
    func finding(from finding: Finding, target: String, dependents: [CheckName]) -> Finding {
        let shown = dependents.prefix(Self.shownDependents).map(\.text).joined(separator: ", ")
        let more = dependents.count - Self.shownDependents
        let list = more > 0 ? "\(shown) and \(more) more" : shown
        let count = dependents.count == 1 ? "1 check depends" : "\(dependents.count) checks depend"
        var whole = finding
        whole.event = key.event
        whole.route = key.route
        whole.message = """
            \(what(target)), for several targets alike. \(count) on it (\(list)); what fails of them for this \
            reason is held back and comes out if it still fails afterwards. One of them: \(finding.message)
            """
        return whole
    }

    private func what(_ target: String) -> String {
        switch self {
        case .resolver: "Name resolution fails"
        case .proxy: "The outbound proxy \(target) fails"
        }
    }
}
