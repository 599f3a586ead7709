/// The tables of the memory.
enum Schema {
    /// Says that a database is ours ("cwme").
    static let applicationID: Int64 = 0x6377_6d65

    /// What leads from one version to the next; the number of those done is the database's `user_version`.
    static let migrations = [
        """
        CREATE TABLE facts (one INTEGER PRIMARY KEY CHECK (one = 1), facts TEXT NOT NULL) STRICT;
        CREATE TABLE checks (name TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE trends (name TEXT PRIMARY KEY, trend TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE outbox (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, entry TEXT NOT NULL) STRICT;
        CREATE TABLE incidents (
            id TEXT PRIMARY KEY, check_name TEXT NOT NULL, target TEXT NOT NULL, event INTEGER NOT NULL,
            route TEXT, priority INTEGER NOT NULL, phase TEXT NOT NULL, reason TEXT, message TEXT NOT NULL,
            raised REAL NOT NULL, ended REAL
        ) STRICT;
        CREATE INDEX incidents_by_beginning ON incidents (raised);
        CREATE INDEX incidents_by_end ON incidents (ended);
        CREATE TABLE hours (
            check_name TEXT, hour INTEGER, probes INTEGER NOT NULL, passed INTEGER NOT NULL, silenced INTEGER NOT NULL,
            latency_ms REAL,
            PRIMARY KEY (check_name, hour)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE days (
            check_name TEXT, day INTEGER, probes INTEGER NOT NULL, passed INTEGER NOT NULL, silenced INTEGER NOT NULL,
            PRIMARY KEY (check_name, day)
        ) STRICT, WITHOUT ROWID;
        """,
        """
        DROP TABLE trends;
        ALTER TABLE incidents ADD COLUMN seconds REAL;
        ALTER TABLE hours RENAME TO hours_by_check;
        CREATE TABLE hours (
            hour INTEGER, check_name TEXT, probes INTEGER NOT NULL, passed INTEGER NOT NULL, silenced INTEGER NOT NULL,
            latency_ms REAL, timed INTEGER NOT NULL,
            PRIMARY KEY (hour, check_name)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO hours SELECT hour, check_name, probes, passed, silenced, latency_ms, 0 FROM hours_by_check;
        DROP TABLE hours_by_check;
        ALTER TABLE days RENAME TO days_by_check;
        CREATE TABLE days (
            day INTEGER, check_name TEXT, hours INTEGER NOT NULL, probes INTEGER NOT NULL, passed INTEGER NOT NULL,
            silenced INTEGER NOT NULL, latency_ms REAL,
            PRIMARY KEY (day, check_name)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO days SELECT day, check_name, 24, probes, passed, silenced, NULL FROM days_by_check;
        DROP TABLE days_by_check;
        """,
        """
        CREATE TABLE deliveries (
            number INTEGER PRIMARY KEY, receiver TEXT NOT NULL, id TEXT NOT NULL, entry TEXT NOT NULL,
            UNIQUE (receiver, id)
        ) STRICT;
        """,
    ]
}

extension Database {
    /// Makes sure that it is a memory of ours that this program understands, with all tables.
    func prepareForWriting() throws(MemoryError) {
        try requireOurs()
        // Before the first table: what is deleted can then be given back.
        try execute("PRAGMA auto_vacuum = INCREMENTAL")
        // Where the file system has no locks that it needs, the other mode is as safe, and slower.
        _ = try text("PRAGMA journal_mode = WAL")
        try execute("PRAGMA synchronous = FULL")
        let done = try number("PRAGMA user_version")
        for (index, migration) in Schema.migrations.enumerated().dropFirst(Int(done)) {
            try transaction { () throws(MemoryError) in
                for statement in migration.split(separator: ";") where statement.contains(" ") {
                    try execute(String(statement))
                }
                try execute("PRAGMA application_id = \(Schema.applicationID)")
                try execute("PRAGMA user_version = \(index + 1)")
            }
        }
    }

    /// - Throws: That the daemon of this version has not written to it yet.
    func requireCurrent() throws(MemoryError) {
        let version = try number("PRAGMA user_version")
        guard version == Schema.migrations.count else {
            throw MemoryError(
                .unavailable,
                "The memory \"\(path)\" is of an earlier version; it is read once connector-watchd has run.")
        }
    }

    /// - Throws: That it is another program's, of a newer version, or damaged.
    func requireOurs() throws(MemoryError) {
        let check = try text("PRAGMA quick_check(1)")
        guard check == "ok" else {
            throw MemoryError(.unusable, "The memory \"\(path)\" is damaged (\(check)).")
        }
        let (owner, tables) = (
            try number("PRAGMA application_id"), try number("SELECT count(*) FROM sqlite_schema")
        )
        guard owner == Schema.applicationID || owner == 0 && tables == 0 else {
            throw MemoryError(.unusable, "The memory \"\(path)\" is a database of another program.")
        }
        let version = try number("PRAGMA user_version")
        guard version <= Schema.migrations.count else {
            throw MemoryError(
                .unusable,
                "The memory \"\(path)\" has version \(version), this program knows \(Schema.migrations.count)."
            )
        }
    }
}
