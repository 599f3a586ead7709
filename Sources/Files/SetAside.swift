internal import Glibc
package import SystemPackage

/// Keeps what cannot be used beside its place, so that another one can be begun there.
package enum SetAside {
    /// How many are kept; the earlier ones go.
    package static let kept = 3

    /// Renames `NAME` to `NAME.damaged-STAMP`.
    ///
    /// - Parameters:
    ///   - name: of the file, or of whatever it is.
    ///   - directory: where it is.
    ///   - stamp: the time; stamps sort by age.
    ///   - companions: endings of the files that belong to it and go with it, as in `-wal`.
    /// - Returns: the new path.
    /// - Throws: why it could not be renamed.
    @discardableResult
    package static func rename(
        _ name: String, in directory: String, stamp: String, companions: [String] = []
    ) throws(Errno) -> String {
        let path = "\(directory)/\(name)"
        let beginning = "\(name).damaged-"
        let target = "\(directory)/\(beginning)\(stamp)"
        guard Glibc.rename(path, target) == 0 else { throw Errno(rawValue: errno) }
        for ending in companions { _ = Glibc.rename(path + ending, target + ending) }
        let names = DirectoryListing.entries(of: directory).map(\.name).filter { $0.hasPrefix(beginning) }
        let wholes = names.filter { name in !companions.contains { name.hasSuffix($0) } }
        for old in wholes.sorted().dropLast(kept) {
            for name in names where name.hasPrefix(old) { unlink("\(directory)/\(name)") }
        }
        return target
    }
}
