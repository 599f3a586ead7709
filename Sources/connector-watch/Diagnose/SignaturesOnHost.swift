internal import Diagnosis
internal import Files
internal import SystemPackage
internal import SystemdHost
internal import WatchCore

/// The failures that are known: those of the program, and those of this host's administrator.
struct SignaturesOnHost {
    /// Beside the main configuration file.
    static let directoryName = "signatures.d"

    private let directory: String

    init(beside configuration: String) {
        directory = "\(parent(of: configuration))/\(Self.directoryName)"
    }

    /// Reads `*.conf` in the order of their names.
    ///
    /// - Throws: Every problem of the files.
    func read() throws(CommandFailure) -> [Signature] {
        var reader = SignaturesReader()
        reader.add(SignaturesReader.builtIn)
        var listing = DirectoryListing(directory)
        var names: [String] = []
        while let entry = listing.next() {
            if entry.name.hasSuffix(".conf"), !entry.name.hasPrefix(".") { names.append(entry.name) }
        }
        if let failure = listing.failure, failure != .missing(.noSuchFileOrDirectory) {
            throw CommandFailure(["\"\(directory)\" cannot be read: \(failure.words)."])
        }
        for name in names.sorted() {
            let path = "\(directory)/\(name)"
            do throws(FileError) {
                let bytes = try RegularFile.read(path, limit: UnitFileParser.maximumSize)
                reader.add(ConfigurationFragment(path: path, bytes: bytes))
            } catch {
                throw CommandFailure(["\"\(path)\" cannot be read: \(error.words)."])
            }
        }
        guard reader.problems.errors == 0 else { throw CommandFailure(reader.problems.lines) }
        return reader.signatures
    }
}
