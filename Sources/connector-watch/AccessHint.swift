internal import Files
internal import Glibc
internal import SystemPackage
internal import SystemdHost
internal import WatchCore

/// Advice for a user who cannot read the trust files; the advice of the findings is about the daemon's user.
enum AccessHint {
    /// - Returns: A sentence about the first file that this user has no permission to read, or `nil` if there is none, or
    ///   if this is root or the daemon's user, who the findings are about.
    static func sentence(about reports: [CheckReport]) -> String? {
        guard geteuid() != 0, getpwnam(daemonUser)?.pointee.pw_uid != geteuid() else { return nil }
        return reports.lazy.compactMap(\.deniedPath).first.map { path in
            """
            \(readers(of: path)): run this as root, or as root with "runuser -u \(daemonUser) --" before the command.
            """
        }
    }

    private static let daemonUser = "connector-watch"

    /// A clause that says who can read a path, or the nearest directory above it that this user can see.
    private static func readers(of path: String) -> String {
        var place = path
        var status = try? FileStatus(of: place)
        while status == nil, place != "/", place != "." {
            place = parent(of: place)
            status = try? FileStatus(of: place)
        }
        let name = "\"\(PlainText.escaped(place))\""
        // A directory must be entered before its entries can be seen.
        let need: UInt32 = place == path ? 0o4 : 0o1
        guard let status, status.mode & need == 0 else { return "This user cannot read \(name)" }
        let owner = getpwuid(status.owner).map { String(cString: $0.pointee.pw_name) } ?? "\(status.owner)"
        let group = getgrgid(status.group).map { String(cString: $0.pointee.gr_name) } ?? "\(status.group)"
        let isGroups = status.mode & need << 3 != 0
        let who = [
            "root", status.owner == 0 ? nil : "its owner \(owner)", isGroups ? "the group \(group)" : nil,
        ]
        let mode = String(status.mode & 0o777, radix: 8)
        return "Only \(who.compactMap(\.self).joined(separator: " and ")) can read \(name) (mode \(mode))"
    }
}

extension CheckReport {
    /// The first path of the trust files that this user has no permission to read, or `nil` if there is none.
    fileprivate var deniedPath: String? {
        guard case .trust(let target) = check.target, case .trust(let seen) = observation else {
            return nil
        }
        // The observation keeps the error as text only.
        if case .unreadable = seen.settings, access(target.settingsFile, R_OK) != 0,
            Errno.last == .permissionDenied
        {
            return target.settingsFile
        }
        if let problem = seen.unread.first(where: { $0.kind == .permission }) { return problem.path }
        guard case .unknown(.permission, _)? = seen.inUse?.key?.state else { return nil }
        return seen.inUse?.key?.file
    }
}
