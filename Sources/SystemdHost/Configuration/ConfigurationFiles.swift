internal import Files
internal import SystemPackage
package import WatchCore

/// The files that make up the configuration, found as systemd finds those of its own daemons.
///
/// These are the main file and the drop-ins `*.conf` in the directory beside it named after it with `.d`; without a
/// file named by the user, drop-ins also lie below `/usr/lib` and `/run`. Of drop-ins with the same name the one in
/// `/etc` counts, then the one in `/run`; an empty one, or a link to `/dev/null`, masks the others
/// (systemd.unit(5)).
package struct ConfigurationFiles: Sendable {
    private static let directory = "connector-watch"
    private static let mainName = "connector-watch.conf"
    /// The later goes before the earlier.
    private static let parents = ["/usr/lib", "/run", "/etc"]

    /// The main file.
    package let main: String
    /// The directories of drop-ins, of which the later ones mask the earlier.
    private let dropIns: [String]
    private let mustExist: Bool

    /// The files that a program reads.
    ///
    /// - Parameters:
    ///   - main: The file that the user named, which must be there, or `nil` for the usual ones, none of which need be.
    ///   - root: Stands before the usual paths.
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

    /// The main file and the directories of drop-ins, there or not: where a change may come from.
    package var watchedPaths: [String] { [main] + dropIns }

    /// Reads all files; what cannot be read is a problem of its own and the rest is read all the same.
    package func read() -> ConfigurationSources {
        var sources = ConfigurationSources()
        take(main, mustExist: mustExist, into: &sources)
        for path in dropInPaths(&sources) { take(path, mustExist: false, into: &sources) }
        return sources
    }

    /// The drop-ins that count, sorted by their names whatever their directories.
    private func dropInPaths(_ sources: inout ConfigurationSources) -> [String] {
        var paths: [String: String] = [:]
        for directory in dropIns {
            var listing = DirectoryListing(directory)
            while let entry = listing.next() {
                guard isDropIn(entry.name) else { continue }
                let path = "\(directory)/\(entry.name)"
                if isPlain(entry) { paths[entry.name] = path } else { passOver(path, &sources) }
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

    private func passOver(_ path: String, _ sources: inout ConfigurationSources) {
        sources.problems.append(
            ConfigurationProblem(
                .warning, file: PlainText.escaped(path),
                message:
                    "The file is ignored, as its name is not UTF-8 text without control characters; rename it."
            ))
    }

    private func take(_ path: String, mustExist: Bool, into sources: inout ConfigurationSources) {
        do throws(Errno) {
            let file = try OpenFile(reading: path)
            let status = try file.status()
            if status.isNullDevice { return }
            guard status.type == .regular else {
                return refuse(path, "The configuration file is not a regular file.", &sources)
            }
            // One byte more than allowed is enough for the parser to refuse the file.
            let bytes = try file.read(upTo: UnitFileParser.maximumSize + 1)
            if !bytes.isEmpty { sources.fragments.append(ConfigurationFragment(path: path, bytes: bytes)) }
        } catch {
            // A link that leads nowhere is a mistake, where a file that is not there is none.
            if error == .noSuchFileOrDirectory, !mustExist, !FileStatus.hasEntry(path) { return }
            refuse(path, "The configuration file cannot be read: \(error).", &sources)
        }
    }

    private func refuse(_ path: String, _ sentence: String, _ sources: inout ConfigurationSources) {
        sources.problems.append(ConfigurationProblem(file: path, message: sentence))
    }
}

/// What reading the configuration files gave.
package struct ConfigurationSources: Sendable {
    /// In order of precedence, the lowest first.
    package var fragments: [ConfigurationFragment] = []
    /// Files that could not be read.
    package var problems: [ConfigurationProblem] = []

    package init() {}

    /// Checks all of it; see `Configuration.read`.
    package func configuration(
        hostName: String = HostName.current(), withEffective: Bool = false
    ) -> Result<Configuration, ConfigurationProblems> {
        Configuration.read(
            fragments, hostName: hostName, problems: problems, withEffective: withEffective)
    }
}
