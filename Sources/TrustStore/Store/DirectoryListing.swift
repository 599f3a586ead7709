internal import Glibc

/// The names in a directory, one after the other, as readdir(3) gives them.
struct DirectoryListing: ~Copyable {
    private let handle: OpaquePointer?
    /// Why it cannot be listed, or not to its end.
    private(set) var fault: FileError?

    init(_ path: String) {
        handle = opendir(path)
        if handle == nil { fault = .of(errno: errno) }
    }

    deinit {
        if let handle { closedir(handle) }
    }

    /// An entry of the directory.
    struct Entry {
        /// Of a name that is no UTF-8 only what can be shown.
        var name: String
        var isUTF8: Bool
        /// Whether it is a directory is told only where the file system tells it here.
        var isDirectory: Bool
    }

    /// The next entry but `.` and `..`.
    mutating func next() -> Entry? {
        guard let handle else { return nil }
        while true {
            errno = 0
            guard let entry = readdir(handle) else {
                if errno != 0 { fault = .of(errno: errno) }
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
