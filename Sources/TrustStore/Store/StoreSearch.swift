internal import Certificates
internal import Files
internal import WatchCore

/// What to search a store for.
struct StoreRequest: Sendable, Equatable {
    var thumbprint: Thumbprint
    var passwords: StorePasswords
    /// The issuers' common names, which identify superseded certificates if the certificate itself is not found.
    var issuers: [String]
    /// The certificate, if another store has it.
    var wanted: CertificateFacts?
    /// The files of another store that contain it: a link to one of them is not a copy.
    var files: Set<FileIdentity> = []
}

/// The result of a search.
struct StoreResult: Sendable {
    var lookup: StoreLookup
    /// The files that contain the certificate.
    var files: Set<FileIdentity> = []
}

/// Searches all places of a store for the certificate with a thumbprint.
///
/// Every certificate is hashed, but only those that matter are decoded: the ones with the thumbprint, and those whose
/// issuer makes them possible predecessors. Files that have not changed are not read again. Calls block as long as the
/// file systems do.
struct StoreSearch {
    /// The largest file that is read, in bytes.
    static let fileSizeLimit = 4 << 20
    /// The most files between two questions whether the search continues.
    private static let stride = 256
    /// The most certificates that are decoded to find superseded ones.
    private static let candidateLimit = 500

    private let request: StoreRequest
    private let digest: CertificateDigest
    private let now: FileTime
    private let look: Look
    private let goesOn: (StoreResult) -> Bool
    private let legacy = LegacyAlgorithms()
    private var seen = StoreResult(lookup: StoreLookup(places: [], isUnfinished: true))
    /// Where the certificate was found.
    private var hits: [Hit] = []

    struct Hit: Sendable {
        var path: String
        var file: CachedFile
        var known: StoreCache.Known
    }

    /// Creates a search.
    ///
    /// - Parameters:
    ///   - request: what to search for.
    ///   - now: a file that changed just before may change again without a new time stamp.
    ///   - look: whether all files are looked at.
    ///   - goesOn: called before a file is opened, and from time to time, with the result so far; if it returns `false`,
    ///     the search ends unfinished.
    init(
        _ request: StoreRequest, at now: FileTime, _ look: Look = .thorough,
        goesOn: @escaping (StoreResult) -> Bool = { _ in true }
    ) {
        self.look = look
        self.request = request
        self.digest = CertificateDigest(request.thumbprint)
        self.now = now
        self.goesOn = goesOn
    }

    /// Searches the places: files, directories (without subdirectories) and globs.
    mutating func run(_ places: [String], _ cache: inout StoreCache) -> StoreResult {
        if look == .inPassing, goesOn(seen), isSettled(places, &cache) {
            guard addKeys(&cache) else { return seen }
            seen.lookup.isUnfinished = false
            return seen
        }
        cache.begin()
        defer { cache.end(isComplete: !seen.lookup.isUnfinished) }
        var count = 0
        var directories: [SettledStore.Place] = []
        for name in places {
            guard goesOn(seen) else { return seen }
            seen.lookup.places.append(name)
            if let directory = SettledStore.Place(name) { directories.append(directory) }
            let place = StorePlace(name, wanted: request.thumbprint)
            for problem in place.problems { keep(problem) }
            for (index, file) in place.files.enumerated() {
                if index % Self.stride == 0, !goesOn(seen) { return seen }
                guard pass(file, &cache) else { return seen }
                count += 1
            }
        }
        guard addSuperseded(&cache) else { return seen }
        if directories.count == places.count, case let files = cache.settledFiles, files.count == count {
            cache.settled = SettledStore(request, seen, hits, in: directories, files)
        }
        guard addKeys(&cache) else { return seen }
        seen.lookup.isUnfinished = false
        return seen
    }

    /// Takes what the last search found, if it was for the same and the store is as it was.
    private mutating func isSettled(_ places: [String], _ cache: inout StoreCache) -> Bool {
        guard var settled = cache.settled, settled.request == request,
            settled.result.lookup.places == places
        else { return false }
        let isUnchanged = settled.isUnchanged { cache.settledStamp($0) }
        cache.settled = settled
        guard isUnchanged else { return false }
        (seen, hits) = (settled.result, settled.hits)
        return true
    }

    /// Searches one file.
    ///
    /// - Returns: Whether the search continues.
    private mutating func pass(_ file: StoreFile, _ cache: inout StoreCache) -> Bool {
        let before = hits.count
        do throws(FileError) {
            let status = try RegularFile.status(file.path)
            if cache.isSeen(file.path) { return true }
            let mark = request.passwords.mark
            if let known = cache.recall(file.path, status.stamp, passwords: mark), isKnown(known, &cache) {
                take(known, of: file, &cache)
            } else {
                guard status.stamp.size <= RegistryExportFormat.sizeLimit else {
                    throw .tooLarge(limit: Self.fileSizeLimit)
                }
                guard goesOn(seen) else { return false }
                take(try read(file, status.stamp.size, &cache), of: file, &cache)
            }
        } catch {
            take(error, of: file)
        }
        return hits.count == before || goesOn(seen)
    }

    /// Whether everything that matters about a file is in the cache.
    private func isKnown(_ file: CachedFile, _ cache: inout StoreCache) -> Bool {
        !file.holds(digest) || cache.known(digest) != nil
    }

    private func read(
        _ file: StoreFile, _ size: Int64, _ cache: inout StoreCache
    ) throws(FileError) -> CachedFile {
        let (stamp, contents) = try contents(of: file.path, size)
        let new = CachedFile(contents, stamp, at: now, passwords: request.passwords.mark) { der in
            cache.issuer(of: der)
        }
        cache.remember(new, at: file.path)
        if new.holds(digest), cache.known(digest) == nil { cache.update(digest, from: contents) }
        return new
    }

    /// Reads a file that was of this `size` just before.
    private func contents(of path: String, _ size: Int64) throws(FileError) -> (FileStamp, StoreContents) {
        guard size <= Self.fileSizeLimit else {
            // Of what is bigger only an exported registry is read, of which next to nothing is kept.
            guard let large = try RegistryExportFormat.read(path: path) else {
                throw .tooLarge(limit: Self.fileSizeLimit)
            }
            return (large.status.stamp, large.contents)
        }
        var (status, bytes) = try RegularFile.contents(of: path, limit: Self.fileSizeLimit)
        // It may contain a private key.
        defer { RegularFile.wipe(&bytes) }
        return (status.stamp, StoreContents.read(bytes, passwords: request.passwords, legacy: legacy))
    }
}

extension StoreSearch {
    private mutating func take(_ new: CachedFile, of file: StoreFile, _ cache: inout StoreCache) {
        seen.lookup.certificates += new.certificates.count
        if new.holds(digest) {
            if let known = cache.known(digest) {
                add(Hit(path: file.path, file: new, known: known))
            } else {
                keep(
                    StoreProblem(
                        .damaged, path: file.path, detail: "the dates of its certificate cannot be read"))
            }
        }
        if let problem = new.problem ?? new.misnaming(at: file.path) {
            let hasChanged = problem.kind == .damaged && new.stamp.isYoung(at: now)
            let isYoung = hasChanged && cache.mayBeCopied(file.path, at: now)
            // Any other file, as a log, may change for ever.
            let isCopy = FileName(ofPath: file.path).names(request.thumbprint)
            if hasChanged, file.isExpected || isCopy, cache.mayBeCopied("", at: now) {
                seen.lookup.isChanging = true
            }
            if file.isExpected || problem.kind == .unsupported {
                keep(
                    StoreProblem(
                        problem.kind, path: file.path, detail: problem.detail, isYoung: isYoung))
            }
        }
        if let store = new.otherStores[digest], seen.lookup.otherStores.count < StoreLookup.copyLimit {
            seen.lookup.otherStores.append(OtherWindowsStore(name: store, file: file.path))
        }
    }

    private mutating func add(_ hit: Hit) {
        let identity = hit.file.stamp.identity
        guard hits.count <= StoreLookup.copyLimit, !request.files.contains(identity),
            seen.files.insert(identity).inserted
        else { return }
        hits.append(hit)
        let found = FoundCertificate(
            facts: hit.known.facts, file: hit.path, hasKey: hit.file.hasKey, windows: hit.file.windows[digest]
        )
        if seen.lookup.found == nil {
            seen.lookup.found = found
        } else {
            seen.lookup.copies.append(found)
        }
    }

    private mutating func take(_ error: FileError, of file: StoreFile) {
        guard file.isExpected else { return }
        // A file that was removed since the listing is not a problem, but a broken link is.
        let isPlace = seen.lookup.places.last == file.path
        if case .missing = error, !isPlace, !FileStatus.hasEntry(file.path) { return }
        var problem = StoreProblem(error, path: file.path)
        if problem.kind == .permission, AccessList.isVoidedByMask(file.path) {
            problem.kind = .masked
            problem.detail += "; an entry of its access control list gives access, and its mask voids that"
        }
        keep(problem)
    }

    private mutating func keep(_ problem: StoreProblem) {
        if seen.lookup.found == nil {
            seen.lookup.problems.add(problem)
        } else {
            seen.lookup.laterProblems.add(problem)
        }
    }
}

extension StoreSearch {
    /// Searches for the keys of the certificates that were found.
    ///
    /// - Returns: Whether the search continues.
    private mutating func addKeys(_ cache: inout StoreCache) -> Bool {
        for (index, hit) in hits.enumerated() {
            let search = KeySearch(
                der: hit.known.der, digest: digest, passwords: request.passwords, legacy: legacy, now: now,
                goesOn: { [goesOn, seen] in goesOn(seen) })
            guard let key = search.run(at: hit.path, hit.file, &cache) else { return false }
            if index == 0 {
                seen.lookup.found?.key = key
            } else {
                seen.lookup.copies[index - 1].key = key
            }
        }
        return true
    }

    /// Adds superseded certificates of the same agent.
    ///
    /// - Returns: Whether the search continues.
    private mutating func addSuperseded(_ cache: inout StoreCache) -> Bool {
        let model = seen.lookup.found?.facts ?? request.wanted
        let issuers = model.map { [$0.issuerCommonName].compactMap(\.self) } ?? request.issuers
        var known: Set = [digest]
        var superseded: [FoundCertificate] = []
        for candidate in cache.certificates(issuedBy: issuers) where known.insert(candidate.digest).inserted {
            guard known.count <= Self.candidateLimit else { break }
            if cache.known(candidate.digest) == nil {
                guard goesOn(seen) else { return false }
                guard let status = try? RegularFile.status(candidate.path),
                    let (_, contents) = try? contents(of: candidate.path, status.stamp.size)
                else { continue }
                cache.update(candidate.digest, from: contents)
            }
            guard let facts = cache.known(candidate.digest)?.facts, facts.isSuperseded(of: model) else {
                continue
            }
            superseded.append(
                FoundCertificate(
                    facts: facts, file: candidate.path, hasKey: candidate.hasKey, windows: candidate.windows))
        }
        superseded.sort(by: FoundCertificate.isNewer)
        seen.lookup.superseded = Array(superseded.prefix(StoreLookup.supersededLimit))
        return true
    }
}

extension [StoreProblem] {
    /// Adds a problem, unless there are too many or one with the same path.
    fileprivate mutating func add(_ problem: StoreProblem) {
        guard count < StoreLookup.problemLimit, !contains(where: { $0.path == problem.path }) else { return }
        append(problem)
    }
}
