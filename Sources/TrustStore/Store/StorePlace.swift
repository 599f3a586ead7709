internal import Glibc
internal import WatchCore

/// A file that may belong to a store.
struct StoreFile: Equatable {
    var path: String
    /// Whether its name, or the configuration, says that it is one; the others may be anything.
    var isExpected: Bool
}

/// One configured place of a store (a file, a directory or a glob) and the files that lie there.
struct StorePlace {
    /// More files of one place are not read.
    static let fileLimit = 10_000
    private static let extensions: Set<String> = ["pfx", "p12", "pem", "crt", "cer", "der"]

    private let wanted: Thumbprint
    private(set) var files: [StoreFile] = []
    private(set) var problems: [StoreProblem] = []

    /// Lists the place; the file named after the thumbprint `wanted` comes first, as .NET's stores name it.
    init(_ place: String, wanted: Thumbprint) {
        self.wanted = wanted
        if RegularFile.isDirectory(place) {
            list(directory: place)
        } else if Self.isGlob(place), !RegularFile.hasEntry(place) {
            list(glob: place)
        } else {
            files = [StoreFile(path: place, isExpected: true)]
        }
        if files.count > Self.fileLimit {
            files.removeLast(files.count - Self.fileLimit)
            problems.append(
                StoreProblem(.tooLarge, path: place, detail: "it has more than \(Self.fileLimit) files"))
        }
        let isFirst = isNamedAfterThumbprint
        files = files.filter { isFirst($0.path) } + files.filter { !isFirst($0.path) }
    }

    /// Whether `place` is a pattern as glob(7) has them.
    static func isGlob(_ place: String) -> Bool {
        place.contains { "*?[".contains($0) }
    }

    private mutating func list(directory: String) {
        guard let handle = opendir(directory) else {
            problems.append(StoreProblem(.of(errno: errno), path: directory))
            return
        }
        defer { closedir(handle) }
        var names: [String] = []
        while names.count <= Self.fileLimit {
            errno = 0
            guard let entry = readdir(handle) else {
                if errno != 0 { problems.append(StoreProblem(.of(errno: errno), path: directory)) }
                break
            }
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            // Other kinds are sorted out when the file is read; a file system may not tell them here.
            guard name != ".", name != "..", entry.pointee.d_type != UInt8(DT_DIR) else { continue }
            names.append(name)
        }
        let prefix = directory.hasSuffix("/") ? directory : directory + "/"
        files += names.sorted().map { file(prefix + $0) }
    }

    private mutating func list(glob pattern: String) {
        let matches = Glob.matches(of: pattern)
        if let fault = matches.fault { problems.append(StoreProblem(fault, path: pattern)) }
        // That nothing matches is an answer only where there is something to look through.
        let start = Self.directory(before: pattern)
        if matches.paths.isEmpty, matches.fault == nil, !RegularFile.isDirectory(start) {
            problems.append(StoreProblem(.missing, path: pattern))
        }
        for path in matches.paths where files.count <= Self.fileLimit {
            if RegularFile.isDirectory(path) { list(directory: path) } else { files.append(file(path)) }
        }
    }

    /// The directory that a pattern starts in, above its first part that is one.
    private static func directory(before pattern: String) -> String {
        let parts = pattern.split(separator: "/")
        let fixed = parts.prefix { !isGlob(String($0)) }.joined(separator: "/")
        return pattern.hasPrefix("/") ? "/" + fixed : fixed.isEmpty ? "." : fixed
    }

    private func file(_ path: String) -> StoreFile {
        let suffix = path.split(separator: "/").last?.split(separator: ".").dropFirst().last ?? ""
        return StoreFile(
            path: path,
            isExpected: Self.extensions.contains(suffix.lowercased()) || isNamedAfterThumbprint(path))
    }

    private func isNamedAfterThumbprint(_ path: String) -> Bool {
        let stem = path.split(separator: "/").last?.split(separator: ".").first ?? ""
        return stem.utf8.count == wanted.text.utf8.count && stem.uppercased() == wanted.text
    }
}

extension StoreProblem {
    /// The problem that a fault of this path or one of its files is.
    init(_ fault: FileFault, path: String) {
        switch fault {
        case .missing:
            let nearest = RegularFile.nearestDirectory(above: path)
            self.init(.missing, path: path, detail: "the nearest directory that exists is \"\(nearest)\"")
        case .permission(let words): self.init(.permission, path: path, detail: words)
        case .notRegular(let words), .system(let words): self.init(.system, path: path, detail: words)
        case .tooLarge(let limit):
            self.init(.tooLarge, path: path, detail: "it is bigger than \(limit) bytes")
        }
    }
}
