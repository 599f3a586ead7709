internal import TrustStore
internal import WatchCore

/// The watchers of all watched files, one a watch key, each of which has at most one change on its way.
///
/// The files of an agent may lie on a mount that hangs, which holds up their own watcher only. Where the kernel gives no
/// descriptor, everything goes on without.
struct DirectoryWatchers {
    private let loop: Loop
    private var watchers: [WatchKey: DirectoryWatcher] = [:]

    /// Changes and failures go to the loop.
    init(loop: Loop) {
        self.loop = loop
    }

    /// Watches these paths and no others, and reports a change once for each when it does.
    mutating func watch(_ paths: [WatchKey: [String]]) {
        watchers = watchers.filter { paths[$0.key] != nil }
        // Many agents may be one too many for the kernel, which is one failure.
        var failures: Set<String> = []
        for (key, paths) in paths {
            do throws(WatchFailure) {
                let watcher = try watcher(of: key)
                watchers[key] = watcher
                watcher.watch(paths)
            } catch {
                failures.insert(error.description)
                loop.post(.changed(key))
            }
        }
        for failure in failures.sorted() { loop.post(.degraded(failure)) }
    }

    /// Says that a change was taken.
    func acknowledge(_ key: WatchKey) {
        watchers[key]?.acknowledge()
    }

    /// The watcher that there is, or a new one.
    private func watcher(of key: WatchKey) throws(WatchFailure) -> DirectoryWatcher {
        if let watcher = watchers[key] { return watcher }
        return try DirectoryWatcher { @Sendable [loop] report in
            switch report {
            case .changed: loop.post(.changed(key))
            case .failed(let failure): loop.post(.degraded(failure.description))
            }
        }
    }
}
