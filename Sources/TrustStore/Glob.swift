internal import Glibc

/// What glob(3) finds.
struct Glob {
    /// The paths that match, sorted.
    private(set) var paths: [String] = []
    /// Why a directory on the way could not be listed; the paths may then be incomplete.
    private(set) var fault: FileFault?

    /// The paths that match `pattern`; a directory that does not exist matches nothing and is no fault.
    static func matches(of pattern: String) -> Glob {
        var found = Glob()
        found.run(pattern) { _, code in code == ENOENT || code == ENOTDIR ? 0 : 1 }
        guard found.fault != nil else { return found }
        // The first run ended at the fault: the second collects what can be reached past it.
        var rest = Glob()
        rest.run(pattern) { _, _ in 0 }
        found.paths = rest.paths
        return found
    }

    private mutating func run(
        _ pattern: String, onError: @convention(c) (UnsafePointer<CChar>?, Int32) -> Int32
    ) {
        var buffer = glob_t()
        errno = 0
        let outcome = glob(pattern, 0, onError, &buffer)
        let code = errno
        defer { globfree(&buffer) }
        switch outcome {
        case GLOB_ABORTED: fault = .of(errno: code)
        case GLOB_NOSPACE: fault = .of(errno: ENOMEM)
        default: break
        }
        paths = (0..<Int(buffer.gl_pathc)).compactMap { index in
            buffer.gl_pathv[index].map { String(cString: $0) }
        }
    }
}
