internal import Files
internal import Glibc
internal import SystemPackage

/// The directories whose changes can change what a path leads to.
///
/// These are the directory of the path, the directory of every symbolic link in it, the directory itself if the path is
/// one, and the nearest existing ancestor of what is missing. Never the file itself: after a rename over it, `sed -i`
/// or `ln -sfn` the watch would be on a file that is gone.
struct WatchedDirectories: Equatable {
    /// The most links in one path (path_resolution(7)).
    private static let linkLimit = 40
    /// The most matches of one glob that are watched.
    private static let matchLimit = 1000

    /// Absolute, without symbolic links.
    private(set) var paths: Set<String> = []
    /// Directories above those, and which of their entries lead there: another one may take the place of such an entry.
    private(set) var ancestors: [String: Set<String>] = [:]

    init() {}

    /// Takes the directories of another path as well.
    mutating func formUnion(_ other: WatchedDirectories) {
        paths.formUnion(other.paths)
        ancestors.merge(other.ancestors) { $0.union($1) }
    }

    /// Finds the directories of an absolute path or glob.
    init(of path: String) {
        if StorePlace.isGlob(path), !FileStatus.hasEntry(path) {
            addGlob(path)
        } else {
            addPath(path)
        }
    }

    private mutating func addPath(_ path: String) {
        var rest = Self.components(path)
        var links = 0
        var here = "/"
        while let name = rest.popLast() {
            if name == ".." {
                here = parent(of: here)
                continue
            }
            let next = here == "/" ? "/" + name : here + "/" + name
            guard let status = try? FileStatus(of: next, followsLinks: false) else { break }
            switch status.type {
            case .directory:
                ancestors[here, default: []].insert(name)
                here = next
            case .symbolicLink:
                paths.insert(here)
                links += 1
                guard links <= Self.linkLimit, let target = Self.target(of: next) else { return }
                if target.hasPrefix("/") { here = "/" }
                rest += Self.components(target)
            default:
                paths.insert(here)
                return
            }
        }
        paths.insert(here)
    }

    /// Adds the directory before the first wildcard, and the matches of every longer prefix.
    private mutating func addGlob(_ pattern: String) {
        let parts = pattern.split(separator: "/")
        let first = parts.firstIndex { StorePlace.isGlob(String($0)) } ?? parts.endIndex
        addPath("/" + parts[..<first].joined(separator: "/"))
        for end in first..<parts.endIndex {
            let prefix = "/" + parts[...end].joined(separator: "/")
            for match in Glob.matches(of: prefix).paths.prefix(Self.matchLimit) { addPath(match) }
        }
    }

    /// The names in a path, last one first.
    private static func components(_ path: String) -> [String] {
        path.split(separator: "/").filter { $0 != "." }.reversed().map(String.init)
    }

    private static func target(of link: String) -> String? {
        var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink(link, &bytes, bytes.count)
        guard count > 0 else { return nil }
        return String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
