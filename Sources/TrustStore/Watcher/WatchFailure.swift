internal import SystemPackage

/// Why changes cannot be noticed as they happen; what polls goes on.
package struct WatchFailure: Error, Equatable, CustomStringConvertible {
    /// One sentence.
    package let description: String

    /// The kernel's limits do not allow it.
    static func exhausted(_ errno: Errno) -> WatchFailure {
        let limit = errno == .noSpace ? "fs.inotify.max_user_watches" : "fs.inotify.max_user_instances"
        return WatchFailure(
            description: """
                The kernel allows no more inotify watches (\(errno); see \(limit)); changed files are \
                noticed only at the next poll.
                """)
    }
}
