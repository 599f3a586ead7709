internal import CSQLite

/// Why the memory cannot be used: one whole sentence.
package struct MemoryError: Error, Equatable, CustomStringConvertible {
    /// What can be done about it.
    package enum Kind: Sendable, Equatable {
        /// What is there is no memory of ours: it is set aside, and a new one begun.
        case unusable
        /// It may be usable later: no permission, no space, no locks, another process.
        case unavailable
    }

    package var kind: Kind
    package var description: String

    init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }

    /// - Parameters:
    ///   - code: SQLite's extended result code.
    ///   - path: of the database.
    ///   - words: SQLite's own.
    init(_ code: Int32, _ path: String, _ words: String) {
        let why =
            switch code & 0xff {
            case SQLITE_NOTADB: "is no SQLite database"
            case SQLITE_CORRUPT: "is damaged (\(words))"
            case SQLITE_FULL: "finds no space left on its disk"
            case SQLITE_READONLY: "may not be written (\(words))"
            case SQLITE_BUSY, SQLITE_LOCKED: "is locked by another process"
            case SQLITE_PERM, SQLITE_AUTH: "may not be opened (\(words))"
            case SQLITE_CANTOPEN: "cannot be opened (\(words))"
            default: "cannot be used (SQLite \(code): \(words))"
            }
        let isUnusable = [SQLITE_NOTADB, SQLITE_CORRUPT].contains(code & 0xff)
        self.init(isUnusable ? .unusable : .unavailable, "The memory \"\(path)\" \(why).")
    }
}
