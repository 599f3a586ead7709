internal import CLinux
internal import Dispatch
internal import Files
internal import Glibc
internal import SerialQueue
internal import SystemPackage

/// Times that the set is computed anew because the directories change while it is being watched.
private let settlingLimit = 5
/// The most reads in a row before other work of the queue.
private let readLimit = 16

/// Reports when something changes in the directories that some paths depend on.
///
/// A report says "probe again", no more: it may be about a neighbouring file, or a file half written. It comes after
/// the watches have been set up anew for what the paths lead to by then, so a probe that follows it misses nothing.
/// Bind and network mounts report what this host does only. Each watcher has an inotify(7) descriptor and a queue of its
/// own: what hangs below its paths, as on a mount that has died, holds up no other.
///
/// After a report of a change it is silent until ``acknowledge()``, and then reports once more if something changed
/// meanwhile: so at most one such report is on its way, however much is written.
package actor DirectoryWatcher {
    package enum Report: Sendable, Equatable {
        case changed
        /// Changes are not noticed; told once, until all watches could be set up again.
        case failed(WatchFailure)
    }

    private enum State {
        case quiet
        /// The last report was not acknowledged yet.
        case reported
        /// Nor was it, and something changed after it.
        case changedAgain
    }

    private let executor: QueueExecutor
    private let source: any DispatchSourceRead
    private let descriptor: Int32
    private let report: @Sendable (Report) -> Void
    private var state = State.quiet
    private var paths: [String] = []
    /// inotify's watches, and what counts in the directory of each.
    private var watches: [Int32: Interest] = [:]
    /// The failure that was told, for as long as it lasts.
    private var toldFailure: WatchFailure?

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// Watches nothing yet.
    ///
    /// - Parameter report: called on a private queue: it should only pass the report on.
    /// - Throws: where the kernel gives no descriptor.
    package init(report: @escaping @Sendable (Report) -> Void) throws(WatchFailure) {
        descriptor = inotify_open()
        guard descriptor >= 0 else {
            let errno = Errno.last
            // The kernel gives the same error where this user has too many watchers.
            Descriptors.noteFailureOfLibrary()
            throw .exhausted(errno)
        }
        guard !Descriptors.isSpare(descriptor) else {
            close(descriptor)
            throw .exhausted(.tooManyOpenFiles)
        }
        self.report = report
        executor = QueueExecutor(label: "connector-watch.directories")
        let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: executor.queue)
        self.source = source
        let descriptor = descriptor
        source.setCancelHandler { @Sendable in close(descriptor) }
        source.setEventHandler { @Sendable [weak self] in self?.assumeIsolated { $0.takeEvents() } }
        source.activate()
    }

    isolated deinit {
        source.cancel()
    }

    /// Watches these absolute paths (files, directories, globs) and no others.
    ///
    /// It returns at once, as setting up a watch may take as long as a mount hangs. Once the watches stand it reports a
    /// change, as what changed before that was not noticed.
    package nonisolated func watch(_ paths: [String]) {
        executor.queue.async { @Sendable in self.assumeIsolated { $0.replace(with: paths) } }
    }

    /// Says that the last report of a change was taken.
    package nonisolated func acknowledge() {
        executor.queue.async { @Sendable in self.assumeIsolated { $0.takeAcknowledgement() } }
    }
}

extension DirectoryWatcher {
    func replace(with paths: [String]) {
        self.paths = paths
        rebuild()
        reportChange()
    }

    func takeAcknowledgement() {
        switch state {
        case .quiet: break
        case .reported: state = .quiet
        case .changedAgain:
            state = .reported
            report(.changed)
        }
    }

    private func reportChange() {
        switch state {
        case .quiet:
            state = .reported
            report(.changed)
        case .reported, .changedAgain:
            state = .changedAgain
        }
    }

    /// Takes what the kernel has to tell, watches what the paths lead to now, and reports a change.
    func takeEvents() {
        var isChanged = false
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        for _ in 0..<readLimit {
            let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { break }
            if buffer.withUnsafeBytes({ note($0.prefix(count)) }) { isChanged = true }
        }
        guard isChanged else { return }
        rebuild()
        reportChange()
    }

    /// Whether any of these events tells of a change.
    private func note(_ events: Slice<UnsafeRawBufferPointer>) -> Bool {
        var isChanged = false
        var rest = UnsafeRawBufferPointer(rebasing: events)
        while rest.count >= MemoryLayout<inotify_event>.size {
            let event = rest.loadUnaligned(as: inotify_event.self)
            let length = MemoryLayout<inotify_event>.size + Int(event.len)
            let name = rest.prefix(length).dropFirst(MemoryLayout<inotify_event>.size).prefix { $0 != 0 }
            let isOurs = watches[event.wd]?.covers(String(decoding: name, as: UTF8.self)) ?? false
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(length))
            // What comes of a watch that was just given up tells nothing; an overflow may stand for anything.
            if event.mask & UInt32(IN_Q_OVERFLOW) != 0 || isOurs { isChanged = true }
            if event.mask & UInt32(IN_IGNORED) != 0 { watches[event.wd] = nil }
        }
        return isChanged
    }

    /// Watches exactly the directories that the paths depend on now.
    private func rebuild() {
        var needed = directories()
        var found: [Int32: Interest] = [:]
        var added = Set(watches.keys)
        var failure: WatchFailure?
        for _ in 0..<settlingLimit {
            (found, failure) = add(needed)
            added.formUnion(found.keys)
            // A directory that came or went before it was watched went unnoticed.
            let now = directories()
            if now == needed { break }
            needed = now
        }
        for old in added.subtracting(found.keys) { inotify_rm_watch(descriptor, old) }
        watches = found
        if let failure, failure != toldFailure { report(.failed(failure)) }
        toldFailure = failure
    }

    private func directories() -> WatchedDirectories {
        paths.reduce(into: WatchedDirectories()) { $0.formUnion(WatchedDirectories(of: $1)) }
    }

    private func add(_ directories: WatchedDirectories) -> ([Int32: Interest], WatchFailure?) {
        var found: [Int32: Interest] = [:]
        var failure: WatchFailure?
        func add(_ directory: String, _ mask: UInt32, _ interest: Interest) {
            let watch = inotify_add_watch(descriptor, directory, mask)
            if watch >= 0 {
                // A directory that two paths of its lead to has one watch.
                found[watch] = found[watch]?.joined(with: interest) ?? interest
            } else if case let error = Errno.last, error == .noSpace || error == .noMemory {
                failure = .exhausted(error)
            }
            // Any other failure (EACCES, ENOENT) is found and reported by the probe.
        }
        for (directory, names) in directories.ancestors where !directories.paths.contains(directory) {
            add(directory, inotify_ancestor_mask(), .entries(names))
        }
        for directory in directories.paths { add(directory, inotify_directory_mask(), .everything) }
        return (found, failure)
    }
}

/// Which entries of a directory count.
private enum Interest {
    case everything
    /// Those of a directory above what is watched that lead there.
    case entries(Set<String>)

    func covers(_ name: String) -> Bool {
        switch self {
        case .everything: true
        case .entries(let names): names.contains(name)
        }
    }

    func joined(with other: Interest) -> Interest {
        switch (self, other) {
        case (.entries(let names), .entries(let others)): .entries(names.union(others))
        case (.everything, _), (_, .everything): .everything
        }
    }
}
