internal import COpenSSL
internal import Certificates
internal import Files
internal import WatchCore

/// Certificates of authorities that may complete a chain that a server sends incomplete; none of them is trusted for it.
///
/// They come from chains that verified, on whichever connection, and from files that whoever runs this host has put into
/// a directory: bridges that an authority has published, for example.
final class Authorities {
    /// A directory of certificates in PEM or DER.
    private let place: String
    /// The latest last.
    private var seen: [Certificate] = []

    /// More certificates than this are not kept; the oldest go first.
    static let limit = 64
    /// The longest file that is read, in bytes, and the most files.
    private static let fileLimit = 1 << 20
    private static let fileCount = 64

    init(in place: String) {
        self.place = place
    }

    /// Remembers the authorities between the leaf and the root of a chain that verified.
    func remember(_ ssl: OpaquePointer) {
        for index in 1..<max(1, openssl_verified_count(ssl) - 1) {
            if let x509 = openssl_verified_at(ssl, index) { remember(Certificate(retaining: x509)) }
        }
    }

    /// Remembers one that completes a chain.
    func remember(_ certificate: Certificate) {
        guard !seen.contains(where: { $0.isSame(as: certificate.x509) }) else { return }
        if seen.count == Self.limit { seen.removeFirst() }
        seen.append(certificate)
    }

    /// All that may complete a chain, the published ones first.
    var candidates: [Certificate] { published + seen }

    /// Read anew each time, which is seldom: a file that is put there counts at once.
    private var published: [Certificate] {
        var files: [String] = []
        var listing = DirectoryListing(place)
        while files.count < Self.fileCount, let entry = listing.next() { files.append(entry.name) }
        let found = files.sorted().flatMap { name -> [Certificate] in
            guard let bytes = try? RegularFile.read("\(place)/\(name)", limit: Self.fileLimit) else {
                return []
            }
            return Self.certificates(in: bytes)
        }
        return Array(found.prefix(Self.limit))
    }

    /// The certificates of a file: those of its PEM blocks, or the one that it is in DER.
    private static func certificates(in file: [UInt8]) -> [Certificate] {
        let found = PEMBlock.certificates(in: file, Certificate.init(der:))
        return found.isEmpty ? [Certificate(der: file)].compactMap(\.self) : found
    }
}
