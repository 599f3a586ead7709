internal import CLinux
internal import Dispatch
internal import Glibc
internal import SerialQueue

/// Why changes are not noticed as they happen; polling continues.
package struct WatchFailure: Error, Equatable, CustomStringConvertible {
    /// One sentence.
    package let description: String
}

/// The most times that the set of directories is recomputed because it changes while it is set up.
private let settlingLimit = 5
/// The most reads in a row before other work of the queue.
private let readLimit = 16

/// Reports changes in the directories that groups of paths depend on.
///
/// A change event only means "probe again": it may be about a neighbouring file, or one that is being written. Before
/// it is reported, the watches are updated to what the paths lead to now, so a probe that follows misses nothing. On
/// bind and network mounts only changes made by this host are noticed. All groups share one inotify(7) descriptor.
///
/// After a change event, a group reports no other until `taken(_:)` is called for it, and then once more if something
/// changed in the meantime: at most one event of each group is pending, however much is written.
package actor DirectoryWatcher<Group: Comparable & Hashable & Sendable> {
    /// Whether a group's last change event was taken.
    private enum WatchKey {
        case quiet
        case notified
        /// Something changed after an event that was not taken yet.
        case changedAgain
    }

    private let executor: QueueExecutor
    private let source: any DispatchSourceRead
    private let descriptor: Int32
    private let onChange: @Sendable (Group) -> Void
    private var groups: [Group: [String]] = [:]
    private var keys: [Group: WatchKey] = [:]
    /// The groups that each of inotify's watches is for.
    private var watches: [Int32: Set<Group>] = [:]
    private var failure: WatchFailure?
    /// The failure that `watch(_:)` has returned, as long as it lasts.
    private var reportedFailure: WatchFailure?

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// Creates a watcher.
    ///
    /// - Parameter onChange: called on a private queue with a group that changed; it should only pass it on.
    /// - Throws: A failure if the kernel allows no more watchers.
    package init(onChange: @escaping @Sendable (Group) -> Void) throws(WatchFailure) {
        descriptor = inotify_open()
        guard descriptor >= 0 else { throw .exhausted(errno) }
        self.onChange = onChange
        executor = QueueExecutor(label: "connector-watch.directory-watcher")
        let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: executor.queue)
        self.source = source
        let descriptor = descriptor
        source.setCancelHandler { @Sendable in close(descriptor) }
        source.setEventHandler { @Sendable [weak self] in self?.assumeIsolated { $0.drain() } }
        source.activate()
    }

    isolated deinit {
        source.cancel()
    }

    /// Watches these groups of absolute paths (files, directories, globs) and no others.
    ///
    /// Probe them after it returns: earlier changes are not reported.
    ///
    /// - Returns: A failure if the kernel's limits do not allow the watches, but only once until all could be set up
    ///   again; otherwise `nil`.
    package func watch(_ groups: [Group: [String]]) -> WatchFailure? {
        self.groups = groups
        keys = groups.keys.reduce(into: [:]) { $0[$1] = keys[$1] ?? .quiet }
        rebuild()
        defer { reportedFailure = failure }
        return failure == reportedFailure ? nil : failure
    }

    /// Acknowledges the last change event of a group.
    package func taken(_ group: Group) {
        switch keys[group] {
        case .changedAgain:
            keys[group] = .notified
            onChange(group)
        case .notified:
            keys[group] = .quiet
        case .quiet, nil:
            return
        }
    }

    private func notify(_ group: Group) {
        switch keys[group] {
        case .quiet:
            keys[group] = .notified
            onChange(group)
        case .notified:
            keys[group] = .changedAgain
        case .changedAgain, nil:
            return
        }
    }
}

extension DirectoryWatcher {
    /// Reads the kernel's events, watches what the paths lead to now, and reports changes.
    private func drain() {
        var notified: Set<Group> = []
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        for _ in 0..<readLimit {
            let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { break }
            buffer.withUnsafeBytes { note($0.prefix(count), in: &notified) }
        }
        guard !notified.isEmpty else { return }
        rebuild()
        for group in notified.sorted() { notify(group) }
    }

    private func note(_ events: Slice<UnsafeRawBufferPointer>, in notified: inout Set<Group>) {
        var rest = UnsafeRawBufferPointer(rebasing: events)
        while rest.count >= MemoryLayout<inotify_event>.size {
            let event = rest.loadUnaligned(as: inotify_event.self)
            let length = MemoryLayout<inotify_event>.size + Int(event.len)
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(length))
            if event.mask & UInt32(IN_Q_OVERFLOW) != 0 { notified.formUnion(groups.keys) }
            // Events of a watch that was just removed belong to no group.
            notified.formUnion(watches[event.wd] ?? [])
            if event.mask & UInt32(IN_IGNORED) != 0 { watches[event.wd] = nil }
        }
    }

    /// Watches exactly the directories that the paths depend on now.
    private func rebuild() {
        var needed = directories()
        var found: [Int32: Set<Group>] = [:]
        var added = Set(watches.keys)
        var failure: WatchFailure?
        for _ in 0..<settlingLimit {
            (found, failure) = add(needed)
            added.formUnion(found.keys)
            // A directory that was created or removed before it was watched caused no event.
            let now = directories()
            if now == needed { break }
            needed = now
        }
        for old in added where found[old] == nil { inotify_rm_watch(descriptor, old) }
        watches = found
        self.failure = failure
        if failure == nil { reportedFailure = nil }
    }

    private func directories() -> [String: Set<Group>] {
        var directories: [String: Set<Group>] = [:]
        for (group, paths) in groups {
            for directory in paths.flatMap({ WatchedDirectories(of: $0).paths }) {
                directories[directory, default: []].insert(group)
            }
        }
        return directories
    }

    private func add(_ directories: [String: Set<Group>]) -> ([Int32: Set<Group>], WatchFailure?) {
        var found: [Int32: Set<Group>] = [:]
        var failure: WatchFailure?
        for (directory, groups) in directories {
            let watch = inotify_add_watch(descriptor, directory, inotify_directory_mask())
            if watch >= 0 {
                found[watch, default: []].formUnion(groups)
            } else if errno == ENOSPC || errno == ENOMEM {
                failure = .exhausted(errno)
            }
            // Any other failure (EACCES, ENOENT) is found and reported by the probe.
        }
        return (found, failure)
    }
}

extension WatchFailure {
    fileprivate static func exhausted(_ code: Int32) -> WatchFailure {
        let limit = code == ENOSPC ? "fs.inotify.max_user_watches" : "fs.inotify.max_user_instances"
        return WatchFailure(
            description: """
                The kernel allows no more inotify watches (\(String(cString: strerror(code))); see \(limit)); changed \
                files are noticed only at the next poll.
                """)
    }
}
