/// inotify(7), which Swift's Glibc module does not export.
#pragma once
#include <sys/inotify.h>

/// What changes a directory's names or the contents behind them; a path that is no directory is refused with
/// ENOTDIR. The macros are too composed for Swift to import.
static inline unsigned int inotify_directory_mask(void) {
    return IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CLOSE_WRITE | IN_ATTRIB | IN_DELETE_SELF
        | IN_MOVE_SELF | IN_ONLYDIR;
}

/// What puts another directory in the place of one that a directory holds; ENOTDIR as above.
static inline unsigned int inotify_ancestor_mask(void) {
    return IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_ONLYDIR;
}

/// A new inotify descriptor that does not block and is closed on exec; -1 and errno (EMFILE, ENFILE, ENOMEM).
static inline int inotify_open(void) {
    return inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
}
