import CSQLite

/// Another program that uses the database.
final class OtherConnection {
    private let handle: OpaquePointer

    init?(_ path: String) {
        var opened: OpaquePointer?
        guard sqlite3_open(path, &opened) == SQLITE_OK, let opened else { return nil }
        handle = opened
    }

    deinit { sqlite3_close(handle) }

    func execute(_ sql: String) {
        sqlite3_exec(handle, sql, nil, nil, nil)
    }
}
