internal import Files
internal import Glibc
internal import SystemPackage

/// What glob(3) finds.
struct Glob {
    /// The paths that match, sorted.
    private(set) var paths: [String] = []
    /// Those that match and are no UTF-8, as far as they can be shown.
    private(set) var unnameable: [String] = []
    /// Why a directory above one of the paths could not be listed; they may then be incomplete.
    private(set) var failure: FileError?

    /// The paths that match `pattern`; a directory that does not exist matches nothing and is no failure.
    static func matches(of pattern: String) -> Glob {
        var found = Glob()
        found.run(pattern) { _, code in code == ENOENT || code == ENOTDIR ? 0 : 1 }
        guard found.failure != nil else { return found }
        // The first run ended at the failure: the second collects what can be reached past it.
        var rest = Glob()
        rest.run(pattern) { _, _ in 0 }
        (found.paths, found.unnameable) = (rest.paths, rest.unnameable)
        return found
    }

    private mutating func run(
        _ pattern: String, onError: @convention(c) (UnsafePointer<CChar>?, Int32) -> Int32
    ) {
        var buffer = glob_t()
        errno = 0
        let outcome = glob(pattern, 0, onError, &buffer)
        let last = Errno.last
        defer { globfree(&buffer) }
        switch outcome {
        case GLOB_ABORTED: failure = FileError(last)
        case GLOB_NOSPACE: failure = .system(.noMemory)
        default: break
        }
        for index in 0..<Int(buffer.gl_pathc) {
            guard let path = buffer.gl_pathv[index] else { continue }
            if let text = String(validatingCString: path) {
                paths.append(text)
            } else {
                unnameable.append(String(cString: path))
            }
        }
    }
}
