internal import ArgumentParser
internal import FoundationEssentials
internal import SystemdHost
internal import WatchCore

/// A drop-in that was checked together with all other configuration files, and is not written yet.
struct SetupDraft {
    let path: String
    let text: String
    /// Those in force once it is written.
    let settings: Settings

    /// Shows every error and throws the exit status where the configuration would have one.
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
        // A text may mean something else in the file than it did as an answer.
        let isNamed = answers.name == nil || settings.connector.name == answers.name
        let other =
            isNamed
            ? answers.agents.first { !$0.isInForce(in: settings) }?.section : SectionName(.connector)
        if let other {
            throw CommandFailure([
                """
                Nothing was written, as something else would be in force than was answered: a file of a later name has \
                the last word about \(other) ("connector-watch config show" tells which), or an answer cannot stand on \
                one line.
                """
            ])
        }
    }

    /// Keeps what stands there as `setup.conf.old`.
    func write() throws(CommandFailure) {
        do {
            try DropIn(path: path).replace(with: Array(text.utf8))
        } catch {
            throw CommandFailure([
                "\(error.description) Run this as root, or put the lines above there yourself."
            ])
        }
    }
}

extension ConfigurationSources {
    /// Puts a drop-in where its name will have it read, in place of all that it masks.
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
