internal import CLinux
internal import Glibc

/// A file's access control list (acl(5)), as the file system keeps it.
enum AccessList {
    private static let attribute = "system.posix_acl_access"
    /// In bytes: the version, then tag, permissions and id of each entry, little-endian.
    private static let headCount = 4
    private static let entryCount = 8
    private static let sizeLimit = 4096
    private static let read: UInt16 = 4

    private enum Tag: UInt16 {
        case user = 2
        case group = 8
        case mask = 16
    }

    /// Whether an entry lets this process read the file at `path`, and the mask takes that away.
    static func isVoidedByMask(_ path: String) -> Bool {
        var bytes = [UInt8](repeating: 0, count: sizeLimit)
        let count = getxattr(path, attribute, &bytes, bytes.count)
        guard count > headCount else { return false }
        var isNamed = false
        var isMasked = false
        for start in stride(from: headCount, through: count - entryCount, by: entryCount) {
            func number(_ offset: Int) -> UInt16 {
                UInt16(bytes[start + offset]) | UInt16(bytes[start + offset + 1]) << 8
            }
            let (mayRead, id) = (number(2) & read != 0, UInt32(number(4)) | UInt32(number(6)) << 16)
            switch Tag(rawValue: number(0)) {
            case .user: isNamed = isNamed || mayRead && id == geteuid()
            case .group: isNamed = isNamed || mayRead && isMember(of: id)
            case .mask: isMasked = !mayRead
            case nil: break
            }
        }
        return isNamed && isMasked
    }

    private static func isMember(of group: UInt32) -> Bool {
        var groups = [gid_t](repeating: 0, count: 256)
        let count = getgroups(Int32(groups.count), &groups)
        return group == getegid() || groups.prefix(max(0, Int(count))).contains(group)
    }
}
