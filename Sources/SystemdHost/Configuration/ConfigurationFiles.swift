internal import Files
internal import SystemPackage
package import WatchCore

/// The files of the configuration, found by the rules of systemd's own daemons.
///
/// These are the main file and the drop-ins `*.conf` in the directory with its name and the suffix `.d`. Unless the
/// user names a file, there are also drop-ins below `/usr/lib` and `/run`. Of drop-ins with the same name, the one in
/// `/etc` takes precedence, then the one in `/run`; an empty one, or a link to `/dev/null`, masks the others
/// (systemd.unit(5)).
package struct ConfigurationFiles: Sendable {
    private static let directory = "connector-watch"
    private static let mainName = "connector-watch.conf"
    /// In order of precedence, the lowest first.
    private static let parents = ["/usr/lib", "/run", "/etc"]

    /// The main file.
    package let main: String
    /// The directories of drop-ins; later ones mask earlier ones.
    private let dropIns: [String]
    private let mustExist: Bool

    /// Finds the files.
    ///
    /// - Parameters:
    ///   - main: the file named by the user, which must exist, or `nil` for the usual files, which need not.
    ///   - root: the directory above the usual paths.
    package init(main: String?, root: String = "/") {
        if let main {
            self.main = main
            dropIns = [main + ".d"]
        } else {
            let base = root.hasSuffix("/") ? String(root.dropLast()) : root
            let parents = Self.parents.map { "\(base)\($0)/\(Self.directory)" }
            self.main = "\(base)/etc/\(Self.directory)/\(Self.mainName)"
            dropIns = parents.map { "\($0)/\(Self.mainName).d" }
        }
        mustExist = main != nil
    }

    /// The paths to watch for changes: the main file and the directories of drop-ins, whether they exist or not.
    package var watchedPaths: [String] { [main] + dropIns }

    /// The file of silences, which lies beside the main file.
    package var silences: String { "\(parent(of: main))/\(SilencesFile.name)" }

    /// Reads all files; one that cannot be read becomes a problem, and the others are still read.
    package func read() -> ConfigurationSources {
        var sources = ConfigurationSources()
        take(main, mustExist: mustExist, into: &sources)
        for path in dropInPaths(&sources) { take(path, mustExist: false, into: &sources) }
        return sources
    }

    /// The drop-ins that are not masked, sorted by name regardless of their directories.
    private func dropInPaths(_ sources: inout ConfigurationSources) -> [String] {
        var paths: [String: String] = [:]
        for directory in dropIns {
            var listing = DirectoryListing(directory)
            while let entry = listing.next() {
                guard isDropIn(entry.name) else { continue }
                let path = "\(directory)/\(entry.name)"
                if isPlain(entry) { paths[entry.name] = path } else { skip(path, &sources) }
            }
            guard let error = listing.failure, error != .missing(.noSuchFileOrDirectory) else { continue }
            refuse(directory, "The directory cannot be read: \(error.words).", &sources)
        }
        return paths.sorted { Array($0.key.utf8).lexicographicallyPrecedes(Array($1.key.utf8)) }.map(\.value)
    }

    private func isDropIn(_ name: String) -> Bool {
        name.hasSuffix(".conf") && !name.hasPrefix(".")
    }

    /// Whether a name can be shown.
    private func isPlain(_ entry: DirectoryListing.Entry) -> Bool {
        entry.isUTF8 && !entry.name.utf8.contains { $0 < 0x20 || $0 == 0x7f }
    }

    private func skip(_ path: String, _ sources: inout ConfigurationSources) {
        sources.problems.append(
            ConfigurationProblem(
                .warning, file: PlainText.escaped(path),
                message:
                    "The file is ignored, because its name has invalid UTF-8 or control characters; rename it."
            ))
    }

    private func take(_ path: String, mustExist: Bool, into sources: inout ConfigurationSources) {
        do throws(Errno) {
            let file = try OpenFile(reading: path)
            let status = try file.status()
            if status.isNullDevice { return }
            guard status.type == .regular else {
                return refuse(path, "Not a regular file.", &sources)
            }
            // One byte more than allowed, so that the parser refuses the file.
            let bytes = try file.read(upTo: UnitFileParser.maximumSize + 1)
            if !bytes.isEmpty { sources.fragments.append(ConfigurationFragment(path: path, bytes: bytes)) }
        } catch {
            // A broken link is a mistake, a missing file is not.
            if error == .noSuchFileOrDirectory, !mustExist, !FileStatus.hasEntry(path) { return }
            refuse(path, "Failed to read the file: \(error).", &sources)
        }
    }

    private func refuse(_ path: String, _ sentence: String, _ sources: inout ConfigurationSources) {
        sources.problems.append(ConfigurationProblem(file: path, message: sentence))
    }
}

/// The configuration files as they were read.
package struct ConfigurationSources: Sendable {
    /// In order of precedence, the lowest first.
    package var fragments: [ConfigurationFragment] = []
    /// The files that could not be read.
    package var problems: [ConfigurationProblem] = []

    package init() {}

    /// Validates the files; see `Configuration.read`.
    package func configuration(
        hostName: String = HostName.current(), zones: TimeZones = TimeZones(), withEffective: Bool = false
    ) -> Result<Configuration, ConfigurationProblems> {
        Configuration.read(
            fragments, hostName: hostName, zones: zones, problems: problems, withEffective: withEffective)
    }
}
