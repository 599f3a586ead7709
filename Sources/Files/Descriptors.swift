internal import Glibc
internal import Synchronization
package import SystemPackage

/// The descriptors of this process, which may have only so many (getrlimit(2)); and so may the whole host.
///
/// What fails for want of one says nothing of the file or the peer that was to be opened. It is noted here, for the whole
/// process, as its descriptors are: who wants to blame somebody looks whether ``shortages`` grew meanwhile.
package enum Descriptors {
    private static let count = Atomic<Int>(0)

    /// How often something could not be opened for want of a descriptor.
    package static var shortages: Int { count.load(ordering: .acquiring) }

    /// Takes note of why something could not be opened.
    package static func note(_ errno: Errno) {
        guard errno == .tooManyOpenFiles || errno == .tooManyOpenFilesInSystem else { return }
        count.add(1, ordering: .acquiringAndReleasing)
    }

    /// Takes note after a library failed that does not say why, if there is no descriptor to be had.
    ///
    /// - Returns: Whether there is none.
    @discardableResult package static func noteFailureOfLibrary() -> Bool {
        let descriptor = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor < 0 else {
            close(descriptor)
            return false
        }
        note(.last)
        return true
    }

    /// So many are kept for what cannot do without: Dispatch ends the process where it has none, and the service manager, the
    /// journal, the memory and what libraries open for a moment need one, too.
    private static let spare = 8

    /// Whether a descriptor that was just opened is one of the last, which a probe must give back; takes note of it.
    ///
    /// The kernel gives the lowest number that is free (open(2)).
    package static func isSpare(_ descriptor: Int32) -> Bool {
        guard Int(descriptor) >= limit - spare else { return false }
        note(.tooManyOpenFiles)
        return true
    }

    /// The fewest that the daemon runs with: what it holds while it probes nothing, and the spare ones.
    package static let fewest = 32

    /// The most that this process may have.
    package static var limit: Int { Int(clamping: limits.rlim_cur) }

    /// Raises the limit of this process as far as it may, as that of a login shell is low for many probes.
    package static func raiseLimit() {
        var limit = limits
        limit.rlim_cur = limit.rlim_max
        setrlimit(resource, &limit)
    }

    private static var limits: rlimit {
        var limit = rlimit()
        getrlimit(resource, &limit)
        return limit
    }

    private static var resource: __rlimit_resource_t { __rlimit_resource_t(RLIMIT_NOFILE.rawValue) }
}
