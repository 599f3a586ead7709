internal import COpenSSL
internal import Certificates
internal import WatchCore

/// Looks for the certificate with a thumbprint in the places of a store, in their order.
///
/// Every certificate is hashed, only the one that fits is read. The search ends there; problems met before stay
/// in the answer. Calls block as long as the file systems do.
struct StoreSearch {
    /// A bigger file is not read, in bytes.
    static let fileSizeLimit = 4 << 20
    /// More problems are not kept.
    private static let problemLimit = 20

    private let thumbprint: Thumbprint
    private let passwords: StorePasswords
    private let goesOn: (StoreLookup) -> Bool
    private let legacy = LegacyAlgorithms()
    private var lookup = StoreLookup(places: [], isUnfinished: true)

    /// `goesOn` is asked before every file, with what was seen so far; at `false` the search ends unfinished.
    init(
        thumbprint: Thumbprint, passwords: StorePasswords,
        goesOn: @escaping (StoreLookup) -> Bool = { _ in true }
    ) {
        self.thumbprint = thumbprint
        self.passwords = passwords
        self.goesOn = goesOn
    }

    /// Searches the places: files, directories (not those below them) and globs.
    mutating func run(_ places: [String]) -> StoreLookup {
        for name in places {
            guard goesOn(lookup) else { return lookup }
            lookup.places.append(name)
            let place = StorePlace(name, wanted: thumbprint)
            for problem in place.problems { keep(problem) }
            for file in place.files {
                guard goesOn(lookup) else { return lookup }
                read(file)
                guard lookup.found == nil else {
                    lookup.isUnfinished = false
                    return lookup
                }
            }
        }
        lookup.isUnfinished = false
        return lookup
    }

    private mutating func read(_ file: StoreFile) {
        do throws(FileFault) {
            var bytes = try RegularFile.read(file.path, limit: Self.fileSizeLimit)
            // It may hold a private key.
            defer { bytes.withUnsafeMutableBytes { OPENSSL_cleanse($0.baseAddress, $0.count) } }
            take(StoreContents.read(bytes, passwords: passwords, legacy: legacy), of: file)
        } catch {
            guard file.isExpected else { return }
            // A file that went away between the listing and now is no problem, a link into nowhere is.
            if error == .missing, !isPlace(file), !RegularFile.hasEntry(file.path) { return }
            keep(StoreProblem(error, path: file.path))
        }
    }

    private mutating func take(_ contents: StoreContents, of file: StoreFile) {
        lookup.certificates += contents.certificates.count
        for der in contents.certificates where Thumbprint(der: der) == thumbprint {
            guard var facts = Certificate(der: der)?.facts else {
                keep(StoreProblem(.damaged, path: file.path, detail: "its certificate has no readable dates"))
                continue
            }
            // OpenSSL hashes what it would write itself, which differs where the file is not strict DER.
            facts.thumbprint = thumbprint
            lookup.found = FoundCertificate(facts: facts, file: file.path, hasKey: contents.hasKey)
            return
        }
        if let problem = contents.problem, file.isExpected {
            keep(StoreProblem(problem.kind, path: file.path, detail: problem.detail))
        }
    }

    private func isPlace(_ file: StoreFile) -> Bool {
        lookup.places.last == file.path
    }

    private mutating func keep(_ problem: StoreProblem) {
        guard lookup.problems.count < Self.problemLimit else { return }
        lookup.problems.append(problem)
    }
}
