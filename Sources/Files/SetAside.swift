internal import Glibc
package import SystemPackage

/// Keeps what cannot be used beside its place, so that another one can be begun there.
package enum SetAside {
    /// Why it cannot be used.
    package enum Reason: String {
        case damaged
        /// It could not be read in time.
        case unread
    }

    /// How many are kept for each reason; the earlier ones go.
    package static let kept = 3

    /// `NAME.REASON-STAMP`; stamps sort by age.
    package static func name(_ name: String, _ reason: Reason, stamp: String) -> String {
        beginning(name, reason) + stamp
    }

    private static func beginning(_ name: String, _ reason: Reason) -> String {
        "\(name).\(reason.rawValue)-"
    }

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
        let target = "\(directory)/\(self.name(name, .damaged, stamp: stamp))"
        guard Glibc.rename(path, target) == 0 else { throw Errno(rawValue: errno) }
        for ending in companions { _ = Glibc.rename(path + ending, target + ending) }
        limit(name, .damaged, in: directory, companions: companions)
        return target
    }

    /// Removes all but the latest of those that are kept for this reason.
    package static func limit(
        _ name: String, _ reason: Reason, in directory: String, companions: [String] = []
    ) {
        let beginning = beginning(name, reason)
        let names = DirectoryListing.entries(of: directory).map(\.name).filter { $0.hasPrefix(beginning) }
        let wholes = names.filter { name in !companions.contains { name.hasSuffix($0) } }
        for old in wholes.sorted().dropLast(kept) {
            for name in names where name.hasPrefix(old) { unlink("\(directory)/\(name)") }
        }
    }
}
