internal import Glibc

/// The names of a directory's entries.
enum DirectoryNames {
    /// - Returns: The names in no order, including "." and "..".
    /// - Throws: The errno.
    static func read(_ path: String) throws(SystemCallError) -> [String] {
        guard let directory = opendir(path) else { throw SystemCallError(errno) }
        defer { closedir(directory) }
        var names: [String] = []
        while true {
            // readdir(3) returns nil both at the end and on an error, which only errno tells apart.
            errno = 0
            guard let entry = readdir(directory) else {
                guard errno == 0 else { throw SystemCallError(errno) }
                return names
            }
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            names.append(name)
        }
    }
}
