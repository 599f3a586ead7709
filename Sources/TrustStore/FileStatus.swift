internal import Glibc
internal import WatchCore

/// The parts of stat(2) that are needed here.
struct FileStatus {
    var stamp: FileStamp
    var owner: UInt32
    var group: UInt32
    /// The permission bits.
    var mode: UInt32

    init(_ status: stat) {
        stamp = FileStamp(
            identity: FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino)),
            size: Int64(status.st_size), modified: FileTime(status.st_mtim), changed: FileTime(status.st_ctim)
        )
        owner = status.st_uid
        group = status.st_gid
        mode = status.st_mode & 0o7777
    }

    /// The permissions of the file, which is at `path`.
    func access(at path: String) -> FileAccess {
        FileAccess(owner: owner, group: group, mode: mode, closedDirectory: Self.closedDirectory(above: path))
    }

    /// The nearest directory above the file (links resolved) that not everybody can enter, or `nil` if there is none.
    private static func closedDirectory(above path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        var rest = String(cString: resolved)[...]
        while let slash = rest.lastIndex(of: "/"), slash > rest.startIndex {
            rest = rest[..<slash]
            var status = stat()
            if stat(String(rest), &status) == 0, status.st_mode & S_IXOTH == 0 { return String(rest) }
        }
        return nil
    }
}

/// The file that a path leads to, regardless of links.
struct FileIdentity: Sendable, Hashable {
    var device: UInt64
    var inode: UInt64
}

/// Identifies one state of a file.
///
/// A writer can set back the modification time and keep size and inode, but not the change time.
struct FileStamp: Sendable, Equatable {
    /// The coarsest resolution of a file system's clock (FAT; others have milliseconds).
    private static let coarsestTick = FileTime(nanoseconds: 2_000_000_000)

    var identity: FileIdentity
    var size: Int64
    var modified: FileTime
    var changed: FileTime

    /// Whether every change after `now` changes the stamp; within one tick of the clock it might not.
    func isSettled(at now: FileTime) -> Bool {
        now.nanoseconds &- changed.nanoseconds > Self.coarsestTick.nanoseconds
    }
}

/// A time stamp of a file system, in nanoseconds since 1970; wraps around after the year 2262.
struct FileTime: Sendable, Equatable {
    var nanoseconds: Int64

    init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    init(_ time: timespec) {
        nanoseconds = Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }

    /// The current time of this host's clock.
    static var now: FileTime {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return FileTime(time)
    }
}
