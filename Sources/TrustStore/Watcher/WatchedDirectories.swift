internal import Glibc

/// The directories whose changes can change what a path leads to.
///
/// These are the directory of the path, the directory of every symbolic link in it, the directory itself if the path is
/// one, and the nearest existing ancestor of what is missing. Never the file itself: after a rename over it, `sed -i`
/// or `ln -sfn` the watch would be on a file that is gone.
struct WatchedDirectories {
    /// The most links in one path (path_resolution(7)).
    private static let linkLimit = 40
    /// The most matches of one glob that are watched.
    private static let matchLimit = 1000

    /// Absolute, without symbolic links.
    private(set) var paths: Set<String> = []

    /// Finds the directories of an absolute path or glob.
    init(of path: String) {
        if StorePlace.isGlob(path), !RegularFile.hasEntry(path) {
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
                here = Self.parent(here)
                continue
            }
            let next = here == "/" ? "/" + name : here + "/" + name
            var status = stat()
            guard lstat(next, &status) == 0 else { break }
            switch status.st_mode & S_IFMT {
            case S_IFDIR:
                here = next
            case S_IFLNK:
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

    private static func parent(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return "/" }
        return String(path[..<slash])
    }

    private static func target(of link: String) -> String? {
        var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink(link, &bytes, bytes.count)
        guard count > 0 else { return nil }
        return String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
