internal import Certificates
internal import Files
internal import WatchCore

/// The contents of a store's files, so that an unchanged store is only probed with stat(2).
///
/// One search after the other uses it. A file that a search does not find any more, because it was removed or its place
/// is no longer configured, is dropped at the end of that search.
struct StoreCache: Sendable {
    /// The most files that are cached; others are read by every probe.
    static let limit = 50_000

    /// A certificate that was decoded.
    struct Known: Sendable {
        var facts: CertificateFacts
        var der: [UInt8]
        fileprivate var search: Int
    }

    private var files: [String: File] = [:]
    private var known: [CertificateDigest: Known] = [:]
    private var keys: [String: Key] = [:]
    private(set) var issuers = IssuerTable()
    /// When a file was first seen damaged and young, by its path, and with "" as one for the store as a whole.
    private var unsettled: [String: (since: FileTime, search: Int)] = [:]
    /// What the last search left for one in passing, or `nil` if not all was well.
    var settled: SettledStore?
    private let limit: Int
    /// The number of the search in flight, and how many files it has seen.
    private var search = 0
    private var seen = 0

    private struct File: Sendable {
        var file: CachedFile
        var search: Int
    }

    private struct Key: Sendable {
        var stamp: FileStamp
        var certificate: CertificateDigest
        var passwords: StorePasswords.Mark
        var reading: KeyReading
        var search: Int
    }

    init(limit: Int = limit) {
        self.limit = limit
    }

    /// Its size in files.
    var count: Int { files.count }

    mutating func begin() {
        settled = nil
        search += 1
        seen = 0
    }

    /// - Parameter isComplete: whether the search saw all files.
    mutating func end(isComplete: Bool) {
        guard isComplete else { return }
        if seen < files.count { files = files.filter { $0.value.search == search } }
        known = known.filter { $0.value.search == search }
        keys = keys.filter { $0.value.search == search }
        unsettled = unsettled.filter { $0.value.search == search }
        dropIssuers()
    }

    /// Starts again if the table of issuers is full of unused ones.
    private mutating func dropIssuers() {
        guard issuers.isFull else { return }
        let present = Set(files.values.lazy.flatMap { $0.file.certificates.lazy.compactMap(\.issuer) })
        if present.count < IssuerTable.limit / 2 { self = StoreCache(limit: limit) }
    }
}

extension StoreCache {
    /// However often it changes, a file that no search has found whole for so long is not being copied.
    private static let copyingLimit = FileTime(nanoseconds: 600_000_000_000)

    /// Whether a damaged file that just changed may still be on its way.
    ///
    /// - Parameters:
    ///   - path: the file, or "" for any file of the store: a copy may have another name each time.
    ///   - now: the present.
    /// - Returns: `false` once searches have found it so for ten minutes without a break.
    mutating func mayBeCopied(_ path: String, at now: FileTime) -> Bool {
        let known = unsettled[path]?.since ?? now
        // Where the clock was set back, it begins anew.
        let since = known.nanoseconds > now.nanoseconds ? now : known
        unsettled[path] = (since, search)
        return now.nanoseconds &- since.nanoseconds < Self.copyingLimit.nanoseconds
    }

    /// The file as it was when it was read, if every later change shows in that.
    func settledStamp(_ path: String) -> FileStamp? {
        guard let entry = files[path], entry.file.isSettled else { return nil }
        return entry.file.stamp
    }

    /// The files that this search saw, but those of which a later change might not show.
    var settledFiles: [String] {
        files.compactMap { path, entry in entry.search == search && entry.file.isSettled ? path : nil }
    }

    /// Whether this search has already seen the file.
    func isSeen(_ path: String) -> Bool {
        files[path]?.search == search
    }

    /// What the file held, if it is still as it was then, and the passwords would open no more of it.
    mutating func recall(
        _ path: String, _ stamp: FileStamp, passwords: StorePasswords.Mark
    ) -> CachedFile? {
        guard let entry = files[path], entry.file.isSettled, entry.file.stamp == stamp,
            entry.file.passwords == nil || entry.file.passwords == passwords
        else { return nil }
        if entry.search != search { seen += 1 }
        files[path]?.search = search
        return entry.file
    }

    /// Whether the file has certificates, and no key with them, as this search has seen.
    func isKeyless(_ path: String) -> Bool {
        guard let entry = files[path], entry.search == search else { return false }
        return !entry.file.certificates.isEmpty && entry.file.hasKey != true
    }

    mutating func remember(_ file: CachedFile, at path: String) {
        guard files[path] != nil || files.count < limit else { return }
        if files[path]?.search != search { seen += 1 }
        files[path] = File(file: file, search: search)
    }

    /// The number of a certificate's issuer.
    mutating func issuer(of der: [UInt8]) -> IssuerTable.Number? {
        CertificateOutline(der).flatMap { issuers.number(of: $0.issuer) }
    }

    /// The certificates by an issuer of these common names in the files that this search came by, in the files' order.
    func certificates(issuedBy commonNames: [String]) -> [(
        digest: CertificateDigest, path: String, hasKey: Bool?, windows: WindowsProperties?
    )] {
        let names = commonNames.map { $0.lowercased() }
        return files.lazy.filter { [search] in $0.value.search == search }.flatMap { path, entry in
            entry.file.certificates.lazy.filter { [issuers] in
                guard let issuer = $0.issuer else { return false }
                return names.contains { issuers.isNamed(issuer, $0) }
            }.map { ($0.digest, path, entry.file.hasKey, entry.file.windows[$0.digest]) }
        }.sorted { $0.path < $1.path }
    }
}

extension StoreCache {
    /// A certificate that was read before; content that has the same digest is the same.
    mutating func known(_ digest: CertificateDigest) -> Known? {
        known[digest]?.search = search
        return known[digest]
    }

    /// Reads the certificate with this digest, if it is among those of a file and can be read.
    mutating func update(_ digest: CertificateDigest, from contents: StoreContents) {
        guard let der = contents.certificates.first(where: { CertificateDigest(der: $0) == digest }),
            var facts = Certificate(der: der)?.facts
        else { return }
        // OpenSSL hashes what it would write itself, which differs where the file is not strict DER.
        if let thumbprint = digest.thumbprint { facts.thumbprint = thumbprint }
        known[digest] = Known(facts: facts, der: der, search: search)
    }

    /// How the key in a file compared with a certificate, if the file is still as it was then.
    mutating func key(
        _ path: String, _ stamp: FileStamp, of certificate: CertificateDigest, passwords: StorePasswords.Mark
    ) -> KeyReading? {
        guard let key = keys[path], key.stamp == stamp, key.certificate == certificate,
            key.passwords == passwords
        else { return nil }
        keys[path]?.search = search
        return key.reading
    }

    mutating func remember(
        _ reading: KeyReading, at path: String, _ stamp: FileStamp, of certificate: CertificateDigest,
        passwords: StorePasswords.Mark
    ) {
        keys[path] = Key(
            stamp: stamp, certificate: certificate, passwords: passwords, reading: reading, search: search)
    }
}
