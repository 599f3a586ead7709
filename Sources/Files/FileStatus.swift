internal import Glibc
package import SystemPackage

/// What stat(2) says of a file, as far as it counts here.
package struct FileStatus: Sendable {
    package var stamp: FileStamp
    package var owner: UInt32
    package var group: UInt32
    /// The permission bits.
    package var mode: UInt32
    package var type: FileType
    /// Whether it is the device `/dev/null`, whatever it is called (its number is 1:3, null(4)).
    package var isNullDevice: Bool

    init(_ status: Stat) {
        stamp = FileStamp(
            identity: FileIdentity(
                device: UInt64(status.deviceID.rawValue), inode: UInt64(status.inode.rawValue)),
            size: status.size, modified: FileTime(status.st_mtim), changed: FileTime(status.st_ctim))
        owner = status.userID.rawValue
        group = status.groupID.rawValue
        mode = status.permissions.rawValue
        type = status.type
        isNullDevice = status.type == .characterSpecial && status.specialDeviceID.rawValue == 0x103
    }

    /// Asks the file system.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - followsLinks: Whether what a symbolic link leads to is asked about, or the link itself.
    /// - Throws: What stat(2) says.
    package init(of path: String, followsLinks: Bool = true) throws(Errno) {
        // As a C string: a FilePath would be a copy that is taken apart.
        self.init(try Stat(path, followTargetSymlink: followsLinks))
    }

    /// Whether `path` leads to a directory.
    package static func isDirectory(_ path: String) -> Bool {
        (try? FileStatus(of: path))?.type == .directory
    }

    /// Whether something has this name, be it a symbolic link that leads nowhere.
    package static func hasEntry(_ path: String) -> Bool {
        (try? FileStatus(of: path, followsLinks: false)) != nil
    }
}

/// Which file of this host a path leads to, whatever links lead there.
package struct FileIdentity: Sendable, Hashable {
    package var device: UInt64
    package var inode: UInt64
}

/// What tells one state of a file from every other.
///
/// Whoever writes can set the modification time back and keep size and inode, but not the change time.
package struct FileStamp: Sendable, Equatable {
    /// The clock of a file system may stand still for as long (FAT; others for milliseconds).
    private static let coarsestTick = FileTime(nanoseconds: 2_000_000_000)

    package var identity: FileIdentity
    package var size: Int64
    package var modified: FileTime
    package var changed: FileTime

    /// A file that changed less than this before may still be being copied.
    private static let copyingTime = FileTime(nanoseconds: 60_000_000_000)

    /// Whether the file changed within the last minute, by its own clock or one that is a little ahead.
    package func isYoung(at now: FileTime) -> Bool {
        let age = now.nanoseconds &- changed.nanoseconds
        return age > -Self.copyingTime.nanoseconds && age < Self.copyingTime.nanoseconds
    }

    /// Whether a change after `now` could not leave the same stamp, as it could within one tick of the clock.
    package func isSettled(at now: FileTime) -> Bool {
        now.nanoseconds &- changed.nanoseconds > Self.coarsestTick.nanoseconds
    }
}

/// A time as file systems note it, in nanoseconds since 1970; wraps around beyond the year 2262.
package struct FileTime: Sendable, Equatable {
    package var nanoseconds: Int64

    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    init(_ time: timespec) {
        nanoseconds = Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }

    /// The present, by this host's clock.
    package static var now: FileTime {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return FileTime(time)
    }
}

/// The directory that a path lies in: `/` of `/a`, `.` of `a`.
package func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// The nearest directory above `path` that exists.
package func nearestDirectory(above path: String) -> String {
    var directory = parent(of: path)
    while directory != "/", directory != ".", !FileStatus.isDirectory(directory) {
        directory = parent(of: directory)
    }
    return directory
}
