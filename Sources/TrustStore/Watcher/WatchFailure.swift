internal import Glibc

/// Why changes cannot be noticed as they happen; what polls goes on.
package struct WatchFailure: Error, Equatable, CustomStringConvertible {
    /// One sentence.
    package let description: String

    /// The kernel's limits do not allow it, as this code of errno says.
    static func exhausted(_ code: Int32) -> WatchFailure {
        let limit = code == ENOSPC ? "fs.inotify.max_user_watches" : "fs.inotify.max_user_instances"
        return WatchFailure(
            description: """
                The kernel allows no more inotify watches (\(String(cString: strerror(code))), see \(limit)); \
                changed files are noticed at the next poll only.
                """)
    }
}
