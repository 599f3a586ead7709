internal import CLinux
internal import Dispatch
internal import Files
internal import Glibc
internal import SerialQueue
internal import SystemPackage

/// Why changes cannot be noticed as they happen; what polls goes on.
package struct WatchFailure: Error, Equatable, CustomStringConvertible {
    /// One sentence.
    package let description: String
}

/// Times that the set is computed anew because the directories change while it is being watched.
private let settlingLimit = 5
/// Reads in a row before other work of the queue gets its turn.
private let readLimit = 16

/// Rings when something changes in the directories that groups of paths depend on.
///
/// A ring says "look again", no more: it may be about a neighbouring file, or a file half written. It comes after
/// the watches have been set up anew for what the paths lead to by then, so a probe that follows it misses
/// nothing. Bind and network mounts ring for what this host does only. All groups share one inotify(7) descriptor.
///
/// A group that has rung is silent until `taken(_:)` is called for it, and then reports a change once more if something
/// changed meanwhile: so at most one ring of each group is on its way, however much is written.
package actor DirectoryWatcher<Group: Comparable & Hashable & Sendable> {
    /// Whether a group's last ring was taken.
    private enum WatchKey {
        case quiet
        case notified
        /// Something changed after the ring that was not taken yet.
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
    private var fault: WatchFailure?
    /// The fault that `watch(_:)` has returned, for as long as it lasts.
    private var toldFault: WatchFailure?

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// Calls `onChange` with a group that changed, on a private queue: it should only pass it on.
    package init(onChange: @escaping @Sendable (Group) -> Void) throws(WatchFailure) {
        descriptor = inotify_open()
        guard descriptor >= 0 else { throw .exhausted(.last) }
        self.onChange = onChange
        executor = QueueExecutor(label: "connector-watch.doorbell")
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
    /// Look at them after it returns: earlier changes do not ring. Returns what keeps changes from being noticed
    /// when the kernel's limits do not allow the watches; once, until all could be set up again.
    package func watch(_ groups: [Group: [String]]) -> WatchFailure? {
        self.groups = groups
        keys = groups.keys.reduce(into: [:]) { $0[$1] = keys[$1] ?? .quiet }
        rebuild()
        defer { toldFault = fault }
        return fault == toldFault ? nil : fault
    }

    /// Says that the last ring of the group has been seen.
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
    /// Takes what the kernel has to tell, watches what the paths lead to now, and reports a change.
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
            // What comes of a watch that was just given up belongs to nobody.
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
            // A directory that came or went before it was watched has rung for nobody.
            let now = directories()
            if now == needed { break }
            needed = now
        }
        for old in added where found[old] == nil { inotify_rm_watch(descriptor, old) }
        watches = found
        fault = failure
        if failure == nil { toldFault = nil }
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
            } else if case let error = Errno.last, error == .noSpace || error == .noMemory {
                failure = .exhausted(error)
            }
            // Any other failure (EACCES, ENOENT) is the probe's to find and to tell.
        }
        return (found, failure)
    }
}

extension WatchFailure {
    fileprivate static func exhausted(_ errno: Errno) -> WatchFailure {
        let limit = errno == .noSpace ? "fs.inotify.max_user_watches" : "fs.inotify.max_user_instances"
        return WatchFailure(
            description: """
                The kernel allows no more inotify watches (\(errno), see \(limit)); \
                changed files are noticed at the next poll only.
                """)
    }
}
