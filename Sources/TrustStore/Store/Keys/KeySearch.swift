internal import Certificates
internal import Files
internal import WatchCore

/// Finds the private key of a certificate: in the certificate's file if that has keys, or else beside it.
///
/// A PKCS#12 file can contain its key, so no key is searched beside it. A store of Windows only tells about the key,
/// which never leaves its host.
struct KeySearch {
    /// The largest file beside a certificate that is read as a key, in bytes.
    private static let sizeLimit = 256 << 10

    /// The certificate.
    let der: [UInt8]
    let digest: CertificateDigest
    let passwords: StorePasswords
    let legacy: LegacyAlgorithms
    let now: FileTime
    /// Called before every file; if it returns `false`, the search ends.
    let goesOn: () -> Bool

    /// Searches the key.
    ///
    /// - Parameters:
    ///   - path: the certificate's file.
    ///   - file: the contents of that file.
    ///   - cache: that of the store.
    /// - Returns: Facts about the key, or `nil` if the search was ended.
    func run(at path: String, _ file: CachedFile, _ cache: inout StoreCache) -> KeyFacts? {
        if let properties = file.windows[digest] { return KeyFacts(.windows(properties.key), file: path) }
        let (candidates, isWhole) = candidates(at: path, file, cache)
        var best: KeyFacts?
        for candidate in candidates {
            guard goesOn() else { return nil }
            guard let facts = facts(candidate, &cache) else { continue }
            if facts.state == .matching { return facts }
            if best == nil || (facts.state == .different && best?.state != .different) { best = facts }
        }
        if let best { return best }
        guard !isWhole else { return KeyFacts(.missing) }
        let words = "more than \(KeyNeighbours.limit) files beside the certificate may contain it"
        return KeyFacts(.unknown(.tooLarge, words))
    }

    /// The files that may contain the key, and whether these are all.
    private func candidates(
        at path: String, _ file: CachedFile, _ cache: StoreCache
    ) -> ([KeyCandidate], isWhole: Bool) {
        if file.hasKey == true { return ([KeyCandidate(path: path, kind: .certificateFile)], true) }
        guard file.format != .pkcs12 else { return ([], true) }
        let neighbours = KeyNeighbours(of: path) { cache.isKeyless($0) }
        return (neighbours.candidates, neighbours.isWhole)
    }

    /// The facts in one file, or `nil` if it says nothing about this certificate's key.
    private func facts(_ candidate: KeyCandidate, _ cache: inout StoreCache) -> KeyFacts? {
        var status: FileStatus?
        do throws(FileError) {
            let found = try RegularFile.status(candidate.path)
            status = found
            let reading = try reading(candidate, found.stamp, &cache)
            return facts(candidate, reading, found)
        } catch {
            guard let problem = candidate.problem(of: error) else { return nil }
            return KeyFacts(
                .unknown(problem.kind, problem.detail), file: candidate.path,
                access: status?.access(at: candidate.path))
        }
    }

    private func facts(_ candidate: KeyCandidate, _ reading: KeyReading, _ status: FileStatus) -> KeyFacts? {
        let state: KeyFacts.State
        var isSealed = false
        switch reading {
        case .matching(let isEncrypted):
            (state, isSealed) = (.matching, isEncrypted)
        case .different(let isEncrypted) where candidate.kind != .neighbour:
            (state, isSealed) = (.different, isEncrypted)
        case .unreadable(let kind, let words) where candidate.isLikely || kind == .password:
            (state, isSealed) = (.unknown(kind, words), kind == .password)
        case .none, .different, .unreadable:
            return nil
        }
        return KeyFacts(
            state, file: candidate.path, isEncrypted: isSealed, access: status.access(at: candidate.path))
    }

    private func reading(
        _ candidate: KeyCandidate, _ stamp: FileStamp, _ cache: inout StoreCache
    ) throws(FileError) -> KeyReading {
        if let known = cache.key(candidate.path, stamp, of: digest, passwords: passwords.mark) {
            return known
        }
        // Decoded for those files only that changed: with OpenSSL that costs more than the rest of a search.
        guard let certificate = Certificate(der: der) else { return .none }
        let limit = candidate.kind == .certificateFile ? StoreSearch.fileSizeLimit : Self.sizeLimit
        guard stamp.size <= limit else { throw .tooLarge(limit: limit) }
        var (status, bytes) = try RegularFile.contents(of: candidate.path, limit: limit)
        defer { RegularFile.wipe(&bytes) }
        var comparison = KeyComparison(with: certificate, passwords: passwords, legacy: legacy)
        comparison.read(bytes)
        if status.stamp.isSettled(at: now) {
            cache.remember(
                comparison.reading, at: candidate.path, status.stamp, of: digest, passwords: passwords.mark)
        }
        return comparison.reading
    }
}

/// A file that may contain a certificate's private key.
struct KeyCandidate: Equatable {
    enum Kind {
        /// The certificate's file.
        case certificateFile
        /// A file beside it with the same name and another suffix.
        case namedAlike
        /// Another file beside it that is named like a key.
        case neighbour
    }

    var path: String
    var kind: Kind

    /// Whether its name suggests that it contains this key.
    var isLikely: Bool { kind != .neighbour || FileName(ofPath: path).suffix == "key" }

    /// The problem for an error of this file, or `nil` if it is missing, or unlikely to contain the key.
    fileprivate func problem(of error: FileError) -> StoreProblem? {
        switch error {
        case .missing: nil
        case .permission: StoreProblem(error, path: path)
        case .notRegular, .tooLarge, .system: isLikely ? StoreProblem(error, path: path) : nil
        }
    }
}
