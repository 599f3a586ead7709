/// SQLite's interface, and what of it is made of macros.
#pragma once
#include <sqlite3.h>

/// Binds text that SQLite copies; `length` in bytes. The result is SQLite's code.
static inline int sqlite_bind_copied_text(sqlite3_stmt *_Nonnull statement, int index, const char *_Nonnull text,
                                          int length)
{
    return sqlite3_bind_text(statement, index, text, length, SQLITE_TRANSIENT);
}
