internal import Files
internal import Glibc
internal import SystemPackage

/// The results of glob(3).
struct Glob {
    /// The paths that match, sorted.
    private(set) var paths: [String] = []
    /// The matching paths that are not valid UTF-8, with replacement characters.
    private(set) var unnameable: [String] = []
    /// Why a directory could not be listed, so that paths may be missing, or `nil` if all could.
    private(set) var error: FileError?

    /// The paths that match `pattern`; a missing directory matches nothing and is not an error.
    static func matches(of pattern: String) -> Glob {
        var found = Glob()
        found.run(pattern) { _, code in code == ENOENT || code == ENOTDIR ? 0 : 1 }
        guard found.error != nil else { return found }
        // The first run ended at the error; the second one collects what can be reached despite it.
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
        case GLOB_ABORTED:
            Descriptors.note(last)
            error = FileError(last)
        case GLOB_NOSPACE: error = .system(.noMemory)
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
