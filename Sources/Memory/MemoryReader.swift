internal import Files
package import FoundationEssentials
internal import SystemPackage
package import WatchCore

/// Reads the memory beside the daemon, and never writes to it.
package struct MemoryReader {
    let database: Database

    /// Opens the memory; `nil` if there is none.
    ///
    /// - Parameter directory: the daemon's state directory.
    /// - Throws: Why it cannot be read.
    package init?(directory: String) throws(MemoryError) {
        let path = "\(directory)/\(MemoryStore.name)"
        do throws(Errno) {
            _ = try FileStatus(of: path)
        } catch {
            if error == .noSuchFileOrDirectory { return nil }
            throw MemoryError(.unavailable, "The memory \"\(path)\" cannot be read: \(error).")
        }
        database = try Database(path, for: .reading)
        try database.requireOurs()
        try database.requireCurrent()
    }

    /// What the daemon committed last, as far as it can be read.
    ///
    /// - Parameter date: on the calendar, now.
    /// - Returns: the state.
    /// - Throws: Why it cannot be read.
    package func state(at date: Date) throws(MemoryError) -> SavedState { try database.state(at: date).0 }
}
