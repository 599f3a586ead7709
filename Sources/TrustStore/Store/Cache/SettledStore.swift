internal import Files
internal import WatchCore

/// What a search of a whole store found where all was well, so that the next one may look at it in passing.
///
/// A file that comes, goes, or takes the place of another shows in the listing of its directory; what is written into the
/// certificate's own files, or a key's, shows each time. What is written into another file in its place shows once it is
/// that file's turn, within eight looks.
struct SettledStore: Sendable {
    /// So many files are looked at each time at least: only large stores have more.
    private static let leastTurn = 256
    private static let turns = 8

    let request: StoreRequest
    /// But for the keys.
    let result: StoreResult
    let hits: [StoreSearch.Hit]
    private let places: [Place]
    private let files: [String]
    /// Whose turn it is next.
    private var next = 0

    /// A directory, and what it listed before it was searched.
    struct Place: Sendable {
        let directory: String
        let fingerprint: UInt64

        /// - Returns: `nil` where listing it does not tell of every change: for a file, and a glob.
        init?(_ directory: String) {
            guard let fingerprint = DirectoryListing.fingerprint(of: directory) else { return nil }
            (self.directory, self.fingerprint) = (directory, fingerprint)
        }

        var isUnchanged: Bool { DirectoryListing.fingerprint(of: directory) == fingerprint }
    }

    /// Takes what was found, or nothing where not all was well: that may change without any file.
    ///
    /// - Parameters:
    ///   - request: what was searched for.
    ///   - result: what was found.
    ///   - hits: where.
    ///   - places: of the store.
    ///   - files: of these, each of which the cache has.
    init?(
        _ request: StoreRequest, _ result: StoreResult, _ hits: [StoreSearch.Hit], in places: [Place],
        _ files: [String]
    ) {
        let lookup = result.lookup
        guard lookup.found != nil, lookup.problems.isEmpty, lookup.laterProblems.isEmpty, !lookup.isChanging
        else { return nil }
        self.request = request
        self.result = result
        self.hits = hits
        self.places = places
        self.files = files
    }

    /// Whether the store is as it was, as far as a look in passing tells.
    ///
    /// - Parameter stamp: that of a file when it was read, or `nil` if it is not known for sure.
    /// - Returns: `false` also where that cannot be told.
    mutating func isUnchanged(_ stamp: (String) -> FileStamp?) -> Bool {
        let count = min(files.count, max(Self.leastTurn, (files.count + Self.turns - 1) / Self.turns))
        let turn = (0..<count).map { files[(next + $0) % files.count] }
        next = (next + count) % max(1, files.count)
        return places.allSatisfy(\.isUnchanged)
            && (hits.map(\.path) + turn).allSatisfy { path in
                stamp(path).map { (try? RegularFile.status(path).stamp) == $0 } ?? false
            }
    }
}
