internal import Glibc
internal import SystemPackage

/// The entries of a directory, one after the other, as readdir(3) gives them.
package struct DirectoryListing: ~Copyable {
    private let path: String
    private let handle: OpaquePointer?
    /// Why it cannot be listed, or not to its end.
    package private(set) var failure: FileError?

    package init(_ path: String) {
        self.path = path
        handle = opendir(path)
        guard handle == nil else { return }
        let errno = Errno.last
        Descriptors.note(errno)
        failure = FileError(errno)
    }

    deinit {
        if let handle { closedir(handle) }
    }

    /// An entry of the directory.
    package struct Entry: Sendable {
        /// Of a name that is no UTF-8 only what can be shown.
        package var name: String
        package var isUTF8: Bool
        /// Whether it is a directory, which a link to one is not; `nil` where the file system does not tell it here.
        package var isDirectory: Bool?
    }

    /// The next entry but `.` and `..`, or `nil` after the last one and after a ``failure``.
    package mutating func next() -> Entry? {
        guard let handle else { return nil }
        while true {
            // readdir(3) returns nil both at the end and on an error, which only errno tells apart.
            errno = 0
            guard let entry = readdir(handle) else {
                if errno != 0 { failure = FileError(.last) }
                return nil
            }
            let (name, isUTF8) = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) {
                    (String(cString: $0), String(validatingCString: $0) != nil)
                }
            }
            guard name != ".", name != ".." else { continue }
            let type = Int(entry.pointee.d_type)
            return Entry(name: name, isUTF8: isUTF8, isDirectory: type == DT_UNKNOWN ? nil : type == DT_DIR)
        }
    }

    /// A hash of the names of all entries with the files that they lead to, whatever their order, or `nil` if the directory
    /// cannot be listed to its end.
    ///
    /// It is another one once a file came, went, was renamed, or took the place of another, but not once one was written in
    /// its place.
    package static func fingerprint(of path: String) -> UInt64? {
        let listing = DirectoryListing(path)
        guard let handle = listing.handle else { return nil }
        var sum: UInt64 = 0
        errno = 0
        while let entry = readdir(handle) {
            // FNV-1a, of what tells one entry from another.
            var hash = (0xcbf2_9ce4_8422_2325 ^ UInt64(entry.pointee.d_ino)) &* 0x100_0000_01b3
            withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: UInt8.self, capacity: 256) { name in
                    for byte in UnsafeBufferPointer(start: name, count: 256) {
                        if byte == 0 { break }
                        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
                    }
                }
            }
            sum &+= hash
        }
        return errno == 0 ? sum : nil
    }

    /// All entries that this user may see, in no order; each says whether it is a directory.
    package static func entries(of path: String) -> [Entry] {
        var listing = DirectoryListing(path)
        var entries: [Entry] = []
        while var entry = listing.next() {
            if entry.isDirectory == nil {
                let status = try? FileStatus(of: "\(path)/\(entry.name)", followsLinks: false)
                entry.isDirectory = status?.type == .directory
            }
            entries.append(entry)
        }
        return entries
    }
}
