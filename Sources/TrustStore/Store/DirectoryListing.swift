internal import Glibc

/// The entries of a directory, one at a time, in the order of readdir(3).
struct DirectoryListing: ~Copyable {
    private let handle: OpaquePointer?
    /// Why it cannot be listed completely, or `nil` if it can.
    private(set) var error: FileError?

    init(_ path: String) {
        handle = opendir(path)
        if handle == nil { error = .of(errno: errno) }
    }

    deinit {
        if let handle { closedir(handle) }
    }

    /// An entry of the directory.
    struct Entry {
        /// The name; invalid UTF-8 is replaced.
        var name: String
        var isUTF8: Bool
        /// Whether it is known to be a directory; not every file system tells.
        var isDirectory: Bool
    }

    /// The next entry except `.` and `..`, or `nil` at the end.
    mutating func next() -> Entry? {
        guard let handle else { return nil }
        while true {
            errno = 0
            guard let entry = readdir(handle) else {
                if errno != 0 { error = .of(errno: errno) }
                return nil
            }
            let (name, isUTF8) = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) {
                    (String(cString: $0), String(validatingCString: $0) != nil)
                }
            }
            guard name != ".", name != ".." else { continue }
            return Entry(name: name, isUTF8: isUTF8, isDirectory: entry.pointee.d_type == UInt8(DT_DIR))
        }
    }
}
