internal import Files
internal import WatchCore

/// The files beside a certificate's file that may contain its private key.
struct KeyNeighbours {
    /// The most files that are read.
    static let limit = 100

    /// Those named like the certificate's file, then the other `*.key`, then the other `*.pem`.
    let candidates: [KeyCandidate]
    /// Whether these are all.
    let isWhole: Bool

    /// Lists the files beside a certificate's file.
    ///
    /// - Parameters:
    ///   - path: the certificate's file.
    ///   - isKeyless: whether a file is known to have certificates but no key.
    init(of path: String, isKeyless: (String) -> Bool) {
        let name = FileName(ofPath: path)
        let directory = String(path.dropLast(name.text.count))
        let alike = ["\(name.base).key", "\(name.base).pem", "\(name.text).key"].filter { $0 != name.text }
        var keys: [String] = []
        var texts: [String] = []
        var listing = DirectoryListing(directory.isEmpty ? "." : directory)
        while let entry = listing.next() {
            guard entry.isDirectory != true, entry.name != name.text, !alike.contains(entry.name) else {
                continue
            }
            switch FileName(entry.name).suffix {
            case "key": keys.append(directory + entry.name)
            case "pem" where !isKeyless(directory + entry.name): texts.append(directory + entry.name)
            default: continue
            }
        }
        let others = keys.sorted() + texts.sorted()
        candidates =
            alike.map { KeyCandidate(path: directory + $0, kind: .namedAlike) }
            + others.prefix(Self.limit).map { KeyCandidate(path: $0, kind: .neighbour) }
        isWhole = others.count <= Self.limit
    }
}
