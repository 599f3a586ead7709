internal import Files
internal import Glibc
internal import SystemPackage
internal import WatchCore

/// A file that may belong to a store.
struct StoreFile: Equatable {
    var path: String
    /// Whether its name or the configuration says that it is a certificate; others may be anything.
    var isExpected: Bool
}

/// One configured place of a store (a file, a directory or a glob) and its files.
struct StorePlace {
    /// The most files of one place that are read.
    static let fileLimit = 10_000

    private let wanted: Thumbprint
    /// The files named after the thumbprint, like those in .NET's and Windows' stores; they come first.
    private var named: [StoreFile] = []
    private var others: [StoreFile] = []
    private(set) var problems: [StoreProblem] = []

    /// In the order in which they are to be read.
    var files: [StoreFile] { named + others }

    /// Lists the place.
    init(_ place: String, wanted: Thumbprint) {
        self.wanted = wanted
        if FileStatus.isDirectory(place) {
            list(directory: place)
        } else if Self.isGlob(place), !FileStatus.hasEntry(place) {
            list(glob: place)
        } else {
            others = [StoreFile(path: place, isExpected: true)]
        }
        let surplus = named.count + others.count - Self.fileLimit
        if surplus > 0 {
            others.removeLast(min(surplus, others.count))
            problems.append(
                StoreProblem(.tooLarge, path: place, detail: "it has more than \(Self.fileLimit) files"))
        }
    }

    /// Whether `place` is a glob(7) pattern.
    static func isGlob(_ place: String) -> Bool {
        place.contains { "*?[".contains($0) }
    }

    private mutating func list(directory: String) {
        let prefix = directory.hasSuffix("/") ? directory : directory + "/"
        var listing = DirectoryListing(directory)
        var names: [(FileName, isDirectory: Bool)] = []
        while names.count <= Self.fileLimit, let entry = listing.next() {
            let name = FileName(entry.name)
            if entry.isUTF8 {
                names.append((name, entry.isDirectory == true))
            } else if name.isCertificate, problems.count < StoreLookup.problemLimit {
                problems.append(.unnameable(prefix + name.text))
            }
        }
        if let failure = listing.failure { problems.append(StoreProblem(failure, path: directory)) }
        if names.count > Self.fileLimit { addNamedFile(below: prefix) }
        for (name, isDirectory) in names.sorted(by: { $0.0.text < $1.0.text })
        where !isDirectory || isExpected(name) {
            add(prefix + name.text, name)
        }
    }

    /// Adds the file that .NET or Windows would have written, which may be beyond the limit.
    private mutating func addNamedFile(below prefix: String) {
        for path in ["\(prefix)\(wanted).pfx", "\(prefix)\(wanted)"] where FileStatus.hasEntry(path) {
            named.append(StoreFile(path: path, isExpected: true))
        }
    }

    private mutating func list(glob pattern: String) {
        let matches = Glob.matches(of: pattern)
        if let error = matches.error { problems.append(StoreProblem(error, path: pattern)) }
        // That nothing matches is an answer only where there is something to look through.
        let start = Self.directory(before: pattern)
        if matches.paths.isEmpty, matches.error == nil, !FileStatus.isDirectory(start) {
            problems.append(StoreProblem(.missing(.noSuchFileOrDirectory), path: pattern))
        }
        problems += matches.unnameable.map(StoreProblem.unnameable)
        for path in matches.paths where named.count + others.count <= Self.fileLimit {
            if FileStatus.isDirectory(path) {
                list(directory: path)
            } else {
                add(path, FileName(ofPath: path))
            }
        }
    }

    /// The directory above the first component with a wildcard.
    private static func directory(before pattern: String) -> String {
        let parts = pattern.split(separator: "/")
        let fixed = parts.prefix { !isGlob(String($0)) }.joined(separator: "/")
        return pattern.hasPrefix("/") ? "/" + fixed : fixed.isEmpty ? "." : fixed
    }

    private mutating func add(_ path: String, _ name: FileName) {
        let file = StoreFile(path: path, isExpected: isExpected(name))
        if isNamedAfterThumbprint(name) { named.append(file) } else { others.append(file) }
    }

    private func isExpected(_ name: FileName) -> Bool {
        // A file named after it with the ending of a key or a text holds no certificate.
        name.isCertificate || isNamedAfterThumbprint(name) && name.suffix.allSatisfy(\.isNumber)
    }

    private func isNamedAfterThumbprint(_ name: FileName) -> Bool {
        name.stem.utf8.count == wanted.text.utf8.count && name.stem.uppercased() == wanted.text
    }
}

extension StoreProblem {
    /// The problem of a file whose name is not valid UTF-8, for example on a share with another character set.
    fileprivate static func unnameable(_ path: String) -> StoreProblem {
        StoreProblem(
            .system, path: path,
            detail: "its name is not valid UTF-8; rename it, or mount with iocharset=utf8")
    }

    /// The problem for an error of a path.
    init(_ error: FileError, path: String) {
        switch error {
        case .missing:
            let nearest = nearestDirectory(above: path)
            self.init(.missing, path: path, detail: "the nearest directory that exists is \"\(nearest)\"")
        case .permission: self.init(.permission, path: path, detail: error.words)
        case .notRegular, .system: self.init(.system, path: path, detail: error.words)
        case .tooLarge: self.init(.tooLarge, path: path, detail: error.words)
        }
    }
}
