internal import Files
internal import SystemPackage

/// `status.json`: what the daemon knows, for everybody to read, as bytes; what they mean is the core's business.
package enum SnapshotFile {
    /// A larger one is not read, in bytes.
    package static let limit = 64 * 1024 * 1024
    /// Where the service has it.
    package static let servicePath = "/run/connector-watch/\(name)"

    private static let name = "status.json"

    package static func path(in directory: String) -> String { "\(directory)/\(name)" }

    /// Finds the directory of the snapshot.
    ///
    /// - Parameter runtimeDirectory: the value of `RUNTIME_DIRECTORY`, whose first directory counts (systemd.exec(5)).
    /// - Returns: The directory that systemd created, or `nil` if there is none.
    package static func directory(runtimeDirectory: String?) -> String? {
        runtimeDirectory?.split(separator: ":").first.map(String.init)
    }

    /// - Returns: The bytes of a snapshot, or `nil` if the file does not exist.
    /// - Throws: A sentence that says why it cannot be read.
    package static func load(_ path: String) throws(HostError) -> [UInt8]? {
        do throws(Errno) {
            let bytes = try OpenFile(reading: path).read(upTo: limit + 1)
            guard bytes.count <= limit else { throw .fileTooLarge }
            return bytes
        } catch {
            if error == .noSuchFileOrDirectory { return nil }
            throw HostError("Failed to read the snapshot \"\(path)\"", error)
        }
    }
}
