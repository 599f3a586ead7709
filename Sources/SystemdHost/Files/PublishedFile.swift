internal import Dispatch
internal import Files

/// A file that the daemon rewrites from time to time, for everybody to read.
///
/// What it says is true only while the daemon runs, so that nothing waits for the disk. Everything is done on a queue of its own, in the order that it was asked for.
package struct PublishedFile: Sendable {
    private let file: AtomicFile
    private let queue: DispatchQueue

    /// The file at an absolute path, whose directory need not be there.
    package init(path: String) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: true)
        file = AtomicFile(
            directory: "/" + parts.dropLast().joined(separator: "/"), name: String(parts.last ?? ""),
            mode: 0o644, isDurable: false)
        queue = DispatchQueue(label: "published file")
    }

    package var path: String { file.path }

    /// Replaces the file, then reports.
    ///
    /// - Parameters:
    ///   - compose: makes what it is to say, or returns `nil` if that cannot be written.
    ///   - report: gets `nil` when it is written, otherwise one sentence that says why the old one still stands.
    package func replace(
        with compose: @escaping @Sendable () -> [UInt8]?,
        then report: @escaping @Sendable (_ failure: String?) -> Void
    ) {
        queue.async { @Sendable [file] in report(Self.replace(file, with: compose)) }
    }

    /// Removes the file, if it is there.
    package func remove() {
        queue.async { @Sendable [file] in file.remove() }
    }

    private static func replace(_ file: AtomicFile, with compose: () -> [UInt8]?) -> String? {
        guard let bytes = compose() else { return "What \"\(file.path)\" is to say cannot be written." }
        Allocator.trim()
        do throws(HostError) {
            try file.save(bytes)
            return nil
        } catch {
            return error.description
        }
    }
}
