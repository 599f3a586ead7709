internal import Glibc

/// Which paths lead to the same file.
enum FileIdentities {
    private struct Identity: Hashable {
        var device: dev_t
        var number: ino_t
    }

    /// The first path of each file; those that lead to none stay.
    static func distinct(_ paths: [String]) -> [String] {
        var told: Set<Identity> = []
        var texts: Set<String> = []
        return paths.filter { path in
            var status = stat()
            guard stat(path, &status) == 0 else { return texts.insert(path).inserted }
            return told.insert(Identity(device: status.st_dev, number: status.st_ino)).inserted
        }
    }
}

extension String {
    /// The same path without what leads nowhere: doubled and closing slashes, and parts that are ".".
    var normalizedPath: String {
        let parts = split(separator: "/").filter { $0 != "." }.joined(separator: "/")
        return hasPrefix("/") ? "/" + parts : parts
    }
}
