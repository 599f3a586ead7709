internal import Files

/// Finds out which paths lead to the same file.
enum FileIdentities {
    /// The first path of each file; those that lead to none stay.
    static func distinct(_ paths: [String]) -> [String] {
        var told: Set<FileIdentity> = []
        var texts: Set<String> = []
        return paths.filter { path in
            guard let status = try? FileStatus(of: path) else { return texts.insert(path).inserted }
            return told.insert(status.stamp.identity).inserted
        }
    }
}

extension String {
    /// The path without double and trailing slashes and without "." components.
    var normalizedPath: String {
        let parts = split(separator: "/").filter { $0 != "." }.joined(separator: "/")
        return hasPrefix("/") ? "/" + parts : parts
    }
}

/// The directory that a path lies in.
func parent(of path: String) -> String {
    let end = path.lastIndex(of: "/") ?? path.startIndex
    return end == path.startIndex ? "/" : String(path[..<end])
}
