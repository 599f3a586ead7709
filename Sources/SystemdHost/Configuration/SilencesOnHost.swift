internal import Files
internal import Glibc
internal import SystemPackage
package import WatchCore

/// The file of silences: commands write it, the daemon only reads it.
package struct SilencesOnHost: Sendable {
    package let path: String
    private let zones: TimeZones

    package init(path: String, zones: TimeZones = TimeZones()) {
        self.path = path
        self.zones = zones
    }

    /// What to watch to learn of changes: the file, and what says which time zone this host's clocks have.
    package var watchedPaths: [String] { [path, TimeZones.localPath] }

    /// What the file says now; a file that is missing has no silences.
    package func read() -> SilencesReading {
        let zone = zones.local()
        do throws(ConfigurationProblem) {
            let file = try load()
            return SilencesReading(file.entries, problems: file.problems.map(\.description), zone: zone)
        } catch {
            return SilencesReading(nil, problems: [error.description], zone: zone)
        }
    }

    /// The file as it is; a missing one is empty.
    ///
    /// - Throws: Why it cannot be read.
    package func load() throws(ConfigurationProblem) -> SilencesFile {
        do throws(Errno) {
            let file = try OpenFile(reading: path)
            let status = try file.status()
            if status.isNullDevice { return SilencesFile() }
            guard status.type == .regular else { throw .invalidArgument }
            // One byte more than allowed, so that the parser refuses the file.
            let bytes = try file.read(upTo: UnitFileParser.maximumSize + 1)
            return SilencesFile(ConfigurationFragment(path: path, bytes: bytes))
        } catch {
            if error == .noSuchFileOrDirectory, !FileStatus.hasEntry(path) { return SilencesFile() }
            let sentence =
                error == .invalidArgument ? "Not a regular file." : "Failed to read the file: \(error)."
            throw ConfigurationProblem(file: path, message: sentence)
        }
    }

    /// Changes the file, so that a reader sees it as it was or as it is then; everybody may read it.
    ///
    /// Of two who change it at the same time, one waits for the other. A file with errors is left as it is: what is
    /// wrong in it would be lost.
    ///
    /// - Parameter change: what to make of its silences.
    /// - Throws: Sentences that say why it was not changed.
    package func change(
        _ change: ([SilenceEntry]) throws(SilencesFailure) -> [SilenceEntry]
    ) throws(SilencesFailure) {
        let directory = parent(of: path)
        let lock = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard lock >= 0 else { throw SilencesFailure("Failed to open the directory \"\(directory)\"", .last) }
        defer { close(lock) }
        guard flock(lock, LOCK_EX) == 0 else {
            throw SilencesFailure("Failed to lock the directory \"\(directory)\"", .last)
        }
        let file: SilencesFile
        do throws(ConfigurationProblem) { file = try load() } catch {
            throw SilencesFailure([error.description])
        }
        let errors = file.problems.filter { $0.severity == .error }
        guard errors.isEmpty else {
            throw SilencesFailure(
                errors.map(\.description) + [
                    "\"\(path)\" was not changed, as it has errors; correct them first."
                ])
        }
        let text = SilencesFile(try change(file.entries)).text
        let name = String(path.dropFirst(directory == "/" ? 1 : directory.utf8.count + 1))
        do throws(HostError) {
            try AtomicFile(directory: directory, name: name, mode: 0o644).save(Array(text.utf8))
        } catch {
            throw SilencesFailure([error.description])
        }
    }

    /// Those that are not over.
    package func current(_ entries: [SilenceEntry], at seconds: Int) -> [SilenceEntry] {
        let zone = zones.local()
        return entries.filter { $0.until.seconds(in: zone) > seconds }
    }
}

/// Why the file of silences was not changed, in whole sentences.
package struct SilencesFailure: Error, Equatable {
    package var sentences: [String]

    package init(_ sentences: [String]) {
        self.sentences = sentences
    }

    fileprivate init(_ beginning: String, _ errno: Errno) {
        sentences = ["\(beginning): \(errno.description)."]
    }
}
