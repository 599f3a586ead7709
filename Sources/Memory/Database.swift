internal import CSQLite
internal import Glibc
internal import SystemPackage

/// A SQLite database, of one thread at a time.
final class Database {
    /// What it is opened for.
    enum Use {
        /// Made if it is missing.
        case writing
        case reading
    }

    /// How long another process may hold it.
    private static let patience: Int32 = 2000
    /// Of its pages in memory, in KiB.
    private static let cacheSize = 256

    let path: String
    private let handle: OpaquePointer
    /// One of each text, as there are few and each is used again and again.
    private var statements: [String: Statement] = [:]

    init(_ path: String, for use: Use) throws(MemoryError) {
        self.path = path
        let flags =
            switch use {
            case .writing: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            case .reading: SQLITE_OPEN_READONLY
            }
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK, let opened else {
            let words = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "no memory"
            sqlite3_close_v2(opened)
            throw MemoryError(code, path, words)
        }
        handle = opened
        sqlite3_busy_timeout(handle, Self.patience)
        try execute("PRAGMA cache_size = -\(Self.cacheSize)")
    }

    deinit {
        statements = [:]
        sqlite3_close_v2(handle)
    }

    /// Runs one statement for each set of values.
    ///
    /// - Parameters:
    ///   - sql: with a `?` for each value.
    ///   - values: in its order.
    /// - Returns: how many rows it changed.
    /// - Throws: Why it could not.
    @discardableResult func execute(_ sql: String, _ values: Value...) throws(MemoryError) -> Int {
        try rows(sql, values) { _ in }
        return Int(sqlite3_changes(handle))
    }

    /// Calls `body` with each row of the result.
    func rows(
        _ sql: String, _ values: [Value] = [], _ body: (borrowing Row) throws(MemoryError) -> Void
    ) throws(MemoryError) {
        let statement = try statement(sql)
        // One that is not reset keeps the database from being tidied up.
        defer { statement.reset() }
        for (index, value) in values.enumerated() { try check(statement.bind(value, at: Int32(index + 1))) }
        while true {
            switch sqlite3_step(statement.handle) {
            case SQLITE_ROW: try body(Row(statement: statement.handle))
            case SQLITE_DONE: return
            case let code: throw error(code)
            }
        }
    }

    /// The number in the first column of the only row.
    func number(_ sql: String, _ values: Value...) throws(MemoryError) -> Int64 {
        var number: Int64 = 0
        try rows(sql, values) { number = $0.number(0) }
        return number
    }

    /// The text in the first column of the only row.
    func text(_ sql: String) throws(MemoryError) -> String {
        var text = ""
        try rows(sql) { text = $0.text(0) ?? "" }
        return text
    }

    /// Does all of `body`, or nothing.
    func transaction(_ body: () throws(MemoryError) -> Void) throws(MemoryError) {
        // At once for writing: a reader that becomes a writer would not wait for another writer.
        try execute("BEGIN IMMEDIATE")
        do throws(MemoryError) {
            try body()
            try execute("COMMIT")
        } catch {
            // Of what SQLite has rolled back by itself there is nothing left to do.
            _ = try? execute("ROLLBACK")
            throw error
        }
    }

    /// Makes a copy of all that is committed, for its owner alone.
    ///
    /// - Parameter target: a path where there is nothing.
    /// - Throws: Why there is none; nothing is left of it then.
    func copy(to target: String) throws(MemoryError) {
        let file = open(target, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw MemoryError(
                .unavailable,
                "The memory \"\(path)\" cannot be copied to \"\(target)\": \(Errno(rawValue: errno)).")
        }
        close(file)
        do throws(MemoryError) {
            try rows("VACUUM INTO ?", [.text(target)]) { _ in }
        } catch {
            unlink(target)
            throw error
        }
    }

    private func statement(_ sql: String) throws(MemoryError) -> Statement {
        if let known = statements[sql] { return known }
        var prepared: OpaquePointer?
        try check(sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil))
        guard let prepared else {
            throw MemoryError(.unavailable, "The memory has no statement for \"\(sql)\".")
        }
        let statement = Statement(owning: prepared)
        statements[sql] = statement
        return statement
    }

    private func check(_ code: Int32) throws(MemoryError) {
        guard code == SQLITE_OK else { throw error(code) }
    }

    private func error(_ code: Int32) -> MemoryError {
        MemoryError(code, path, String(cString: sqlite3_errmsg(handle)))
    }
}

/// What a column holds.
enum Value {
    case null
    case number(Int64)
    case real(Double)
    case text(String)

    init(_ text: String?) { self = text.map(Value.text) ?? .null }
}

/// One row of a result, while it is the current one.
struct Row: ~Copyable {
    fileprivate let statement: OpaquePointer

    func number(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }
    func real(_ column: Int32) -> Double { sqlite3_column_double(statement, column) }
    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }
    func text(_ column: Int32) -> String? {
        sqlite3_column_text(statement, column).map { String(cString: $0) }
    }
    func bytes(_ column: Int32) -> [UInt8] { Array((text(column) ?? "").utf8) }
}

/// A prepared statement.
private final class Statement {
    let handle: OpaquePointer

    init(owning handle: OpaquePointer) {
        self.handle = handle
    }

    deinit { sqlite3_finalize(handle) }

    func reset() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }

    func bind(_ value: Value, at index: Int32) -> Int32 {
        switch value {
        case .null: sqlite3_bind_null(handle, index)
        case .number(let number): sqlite3_bind_int64(handle, index, number)
        case .real(let real): sqlite3_bind_double(handle, index, real)
        case .text(let text): sqlite_bind_copied_text(handle, index, text, Int32(text.utf8.count))
        }
    }
}
