package import SystemPackage

/// Why a file could not be read whole.
package enum FileError: Error, Equatable {
    /// ENOENT or ENOTDIR: there is nothing, or a symbolic link that leads nowhere.
    case missing(Errno)
    /// EACCES or EPERM.
    case permission(Errno)
    /// A directory, FIFO, socket or device; words like the system's: `it is a directory`.
    case notRegular(String)
    /// More bytes than the bound.
    case tooLarge(limit: Int)
    case system(Errno)

    /// What a failed call on a path says.
    package init(_ errno: Errno) {
        switch errno {
        case .noSuchFileOrDirectory, .notDirectory: self = .missing(errno)
        case .permissionDenied, .notPermitted: self = .permission(errno)
        default: self = .system(errno)
        }
    }

    /// The system's words, or such as fit into the same sentence.
    package var words: String {
        switch self {
        case .missing(let errno), .permission(let errno), .system(let errno): errno.description
        case .notRegular(let words): words
        case .tooLarge(let limit): "it is larger than \(limit) bytes"
        }
    }
}
