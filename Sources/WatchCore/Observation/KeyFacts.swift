/// What is known of the private key of a certificate, without having used it.
package struct KeyFacts: Sendable, Equatable {
    package enum State: Sendable, Equatable {
        /// Its public half is the certificate's.
        case matching
        /// A key lies where the certificate's should, and it is another one's.
        case different
        /// There is none where one is looked for: in the certificate's file and beside it.
        case missing
        /// There is or may be one that could not be read; why, with words that are one sentence part.
        case unknown(StoreProblem.Kind, String)
        /// The certificate lies in a store of Windows, which tells of the key and does not hold it.
        case windows(WindowsKey)
    }

    package var state: State
    /// The file that has it, may have it or tells of it, or `nil` if it is missing.
    package var file: String?
    /// Whether only a password that is not empty opens it; `false` too where it is missing.
    package var isEncrypted: Bool
    /// Who may read that file.
    package var access: FileAccess?

    package init(
        _ state: State, file: String? = nil, isEncrypted: Bool = false, access: FileAccess? = nil
    ) {
        self.state = state
        self.file = file
        self.isEncrypted = isEncrypted
        self.access = access
    }
}

extension KeyFacts.State {
    /// As reports name it: `matching`, `different`, `missing`, `unknown`, and of a store of Windows `linked`,
    /// `not-linked`, `untold`.
    package var name: String {
        switch self {
        case .matching: "matching"
        case .different: "different"
        case .missing: "missing"
        case .unknown: "unknown"
        case .windows(.linked): "linked"
        case .windows(.notLinked): "not-linked"
        case .windows(.untold): "untold"
        }
    }
}

/// Who may read a file, by its owner and mode.
package struct FileAccess: Sendable, Equatable {
    /// Whom the mode lets read, besides the owner and root.
    package enum Readers: Sendable {
        case nobodyElse
        /// Its group, or whom an access control list names: such a list's mask stands in the group's place (acl(5)).
        case group
        case everybody
    }

    package var owner: UInt32
    package var group: UInt32
    /// The permission bits, 0 to 0o7777.
    package var mode: UInt32
    /// The nearest directory above that does not let everybody pass, or `nil` if all do.
    package var closedDirectory: String?

    package init(owner: UInt32, group: UInt32, mode: UInt32, closedDirectory: String? = nil) {
        self.owner = owner
        self.group = group
        self.mode = mode
        self.closedDirectory = closedDirectory
    }

    /// A file that everybody may read, below a directory that does not let everybody pass, is the group's at most.
    package var readers: Readers {
        if mode & 0o004 != 0, closedDirectory == nil { return .everybody }
        return mode & 0o044 != 0 ? .group : .nobodyElse
    }
}
