import Files
import TestSupport

@testable import TrustStore
@testable import WatchCore

/// Searches one store for one certificate, again and again as probes do.
struct Search {
    var request: StoreRequest
    var places: [String]
    var cache = StoreCache()
    /// Asked as the search goes on.
    var goesOn: (StoreResult) -> Bool = { _ in true }

    init(_ identity: Identity, _ places: String..., passwords: StorePasswords = .standard) {
        request = StoreRequest(
            thumbprint: identity.thumbprint, passwords: passwords, issuers: [Identity.issuer])
        self.places = places
    }

    /// `later`: the files have been as they are for a while, so that they may be remembered.
    mutating func run(later: Bool = true) -> StoreLookup { run(after: later ? 120 : 0) }

    /// Looks at them in passing.
    mutating func pass() -> StoreLookup { run(after: 120, .inPassing) }

    /// Searches as if so many seconds had passed.
    mutating func run(after seconds: Int64, _ look: Look = .thorough) -> StoreLookup {
        let moment = FileTime(nanoseconds: FileTime.now.nanoseconds + seconds * 1_000_000_000)
        var search = StoreSearch(request, at: moment, look, goesOn: goesOn)
        return search.run(places, &cache).lookup
    }

    /// How many files the next search opens, or might open for a key.
    mutating func opened() -> Int {
        var questions = 0
        goesOn = { _ in
            questions += 1
            return true
        }
        defer { goesOn = { _ in true } }
        let lookup = run()
        // It also asks before each place and before the first of its files, and when it has found the certificate.
        return questions - 2 * places.count - lookup.copies.count - (lookup.found == nil ? 0 : 1)
    }
}
