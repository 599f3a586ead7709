internal import Glibc

/// The names in a directory, one after the other, as readdir(3) gives them.
struct DirectoryListing: ~Copyable {
    private let handle: OpaquePointer?
    /// Why it cannot be listed, or not to its end.
    private(set) var fault: FileFault?

    init(_ path: String) {
        handle = opendir(path)
        if handle == nil { fault = .of(errno: errno) }
    }

    deinit {
        if let handle { closedir(handle) }
    }

    /// The next name but `.` and `..`; whether it is a directory is told only where the file system tells it here.
    mutating func next() -> (name: String, isDirectory: Bool)? {
        guard let handle else { return nil }
        while true {
            errno = 0
            guard let entry = readdir(handle) else {
                if errno != 0 { fault = .of(errno: errno) }
                return nil
            }
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name != ".", name != ".." else { continue }
            return (name, entry.pointee.d_type == UInt8(DT_DIR))
        }
    }
}
