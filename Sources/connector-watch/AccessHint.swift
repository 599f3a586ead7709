internal import Files
internal import Glibc
internal import SystemPackage
internal import SystemdHost
internal import WatchCore

/// What somebody is to do who may not read the trust files; what the findings advise is about the daemon's user.
enum AccessHint {
    /// One sentence about the first file that was not read for lack of permission.
    ///
    /// `nil`: there is none, or this is root or the daemon's user, about whom the findings speak.
    static func sentence(about reports: [CheckReport]) -> String? {
        guard geteuid() != 0, getpwnam(daemonUser)?.pointee.pw_uid != geteuid() else { return nil }
        return reports.lazy.compactMap(\.deniedPath).first.map { path in
            """
            \(readers(of: path)): run this as root, or let root run it with "runuser -u \(daemonUser) --" before it.
            """
        }
    }

    private static let daemonUser = "connector-watch"

    /// Who may read a path, or the nearest directory above it that this user sees.
    private static func readers(of path: String) -> String {
        var place = path
        var status = try? FileStatus(of: place)
        while status == nil, place != "/", place != "." {
            place = parent(of: place)
            status = try? FileStatus(of: place)
        }
        let name = "\"\(PlainText.escaped(place))\""
        // A directory has to be entered before its entries are seen.
        let need: UInt32 = place == path ? 0o4 : 0o1
        guard let status, status.mode & need == 0 else { return "This user may not read \(name)" }
        let owner = getpwuid(status.owner).map { String(cString: $0.pointee.pw_name) } ?? "\(status.owner)"
        let group = getgrgid(status.group).map { String(cString: $0.pointee.gr_name) } ?? "\(status.group)"
        let isGroups = status.mode & need << 3 != 0
        let who = [
            "root", status.owner == 0 ? nil : "its owner \(owner)", isGroups ? "the group \(group)" : nil,
        ]
        let mode = String(status.mode & 0o777, radix: 8)
        return "Only \(who.compactMap(\.self).joined(separator: " and ")) may read \(name) (mode \(mode))"
    }
}

extension CheckReport {
    /// The first path of the trust files that this user may not read.
    fileprivate var deniedPath: String? {
        guard case .trust(let target) = check.target, case .trust(let seen) = observation else {
            return nil
        }
        // What the system said is kept in words only.
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
