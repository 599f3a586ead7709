internal import Glibc

/// Finds out which paths lead to the same file.
enum FileIdentities {
    private struct Identity: Hashable {
        var device: dev_t
        var number: ino_t
    }

    /// - Returns: The first path of each file, and all different paths that lead to none.
    static func distinct(_ paths: [String]) -> [String] {
        var identities: Set<Identity> = []
        var texts: Set<String> = []
        return paths.filter { path in
            var status = stat()
            guard stat(path, &status) == 0 else { return texts.insert(path).inserted }
            return identities.insert(Identity(device: status.st_dev, number: status.st_ino)).inserted
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
