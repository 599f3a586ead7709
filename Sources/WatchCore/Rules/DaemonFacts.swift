/// What a configuration has and is tolerated.
package struct ConfigurationWarnings: Sendable, Equatable {
    /// The first few, each as `file:line:column: warning: sentence`.
    package var sentences: [String]
    /// How many there are.
    package var count: Int

    /// More than this are counted and not told.
    static let shownWarnings = 5

    package init(_ warnings: [String] = []) {
        sentences = Array(warnings.prefix(Self.shownWarnings))
        count = warnings.count
    }
}

/// A configuration that was rejected.
package struct RejectedConfiguration: Sendable, Equatable {
    /// The first few problems, each as `file:line:column: sentence`.
    package var problems: [String]
    /// How many there are.
    package var count: Int
    package var consequence: Consequence

    /// What is in force meanwhile.
    package enum Consequence: Sendable, Equatable {
        /// Nothing is watched.
        case nothingWatched
        /// The settings from before.
        case settingsKept
        /// Of the file of silences, those that have no error.
        case otherSilences
        /// The silences from before, as their file cannot be read.
        case silencesKept
    }

    /// More problems than this are counted and not told.
    package static let shownProblems = 5

    package init(_ problems: [String], _ consequence: Consequence) {
        self.problems = Array(problems.prefix(Self.shownProblems))
        self.count = problems.count
        self.consequence = consequence
    }
}

/// Why the journal takes no entries.
package enum JournalFailure: Sendable, Equatable {
    /// No journald listens.
    case absent
    /// It refuses entries; the system's words.
    case refused(String)
    /// It has taken nothing for this long.
    case hanging(Duration)
}

/// Why the saved state is of no use; whole sentences, the first of which says what failed.
package enum StateFailure: Sendable, Equatable {
    case notSaved(String)
    case notRestored(String)
}

/// What keeps the daemon from watching as well as it should.
package enum Degradation: Sendable, Equatable {
    /// This process has no descriptors left, of which it may have so many.
    case noDescriptors(limit: Int)
    /// This host itself cannot probe a target, for the reason that it names.
    case cannotProbe(target: String, String)
    /// The snapshot was not written; a whole sentence that says why.
    case snapshotNotWritten(String)
    /// The text file with metrics was not written; a whole sentence that says why.
    case metricsNotWritten(String)
    case receiverFails(ReceiverFailure)
    /// Whole sentences: the first says what is wrong, the others what to do.
    case other(String)
}
