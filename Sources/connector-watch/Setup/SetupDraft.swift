internal import ArgumentParser
internal import FoundationEssentials
internal import SystemdHost
internal import WatchCore

/// A drop-in that was validated together with all other configuration files, but is not written yet.
struct SetupDraft {
    let path: String
    let text: String
    /// The settings once it is written.
    let settings: Settings

    /// Validates the drop-in.
    ///
    /// - Throws: The exit status if the configuration would have errors, which are printed, or a failure if other files
    ///   override an answer.
    init(_ answers: SetupAnswers, files: ConfigurationFiles, at date: Date) throws {
        let path = SetupFile.path(main: files.main)
        (self.path, text) = (path, answers.text(at: date))
        var sources = files.read()
        sources.put(ConfigurationFragment(path: path, text: text), main: files.main)
        let report = ProblemReport(fragments: sources.fragments, isColoured: Terminal.isColoured)
        switch sources.configuration() {
        case .failure(let problems):
            for problem in problems.kept { Terminal.complain(report.text(of: problem)) }
            Terminal.complain("Nothing was written: the configuration would have errors.")
            throw ExitCode(1)
        case .success(let configuration):
            for warning in configuration.warnings { Terminal.complain(report.text(of: warning)) }
            settings = configuration.settings
        }
        // An answer may mean something else when it is read from the file.
        let isNamed = answers.name == nil || settings.connector.name == answers.name
        let other =
            isNamed
            ? answers.agents.first { !$0.isInForce(in: settings) }?.section : SectionName(.connector)
        if let other {
            throw CommandFailure([
                """
                Nothing was written, because the answers would not take effect: a file with a later name overrides \
                \(other) ("connector-watch config show" tells which), or an answer does not fit on one line.
                """
            ])
        }
    }

    /// Writes the drop-in, and keeps the previous one as `setup.conf.old`.
    func write() throws(CommandFailure) {
        do {
            try DropIn(path: path).replace(with: Array(text.utf8))
        } catch {
            throw CommandFailure([
                "\(error.description) Run this as root, or write the lines above to the file yourself."
            ])
        }
    }
}

extension ConfigurationSources {
    /// Inserts a drop-in at the place of its name, and removes those it masks.
    fileprivate mutating func put(_ draft: ConfigurationFragment, main: String) {
        func name(_ fragment: ConfigurationFragment) -> Substring {
            fragment.path.split(separator: "/").last ?? ""
        }
        fragments.removeAll { $0.path != main && name($0) == name(draft) }
        let later = fragments.firstIndex {
            $0.path != main && name(draft).utf8.lexicographicallyPrecedes(name($0).utf8)
        }
        fragments.insert(draft, at: later ?? fragments.endIndex)
    }
}
