internal import COpenSSL
internal import Certificates
internal import FoundationEssentials
internal import WatchCore

/// The roots that the distribution ships, told from those that somebody added to this host.
///
/// Both are trusted; that a chain ends in one of the others is how TLS inspection shows.
final class PublicRoots {
    private let places: [String]
    private lazy var thumbprints = places.lazy.map(Self.thumbprints).first { !$0.isEmpty }

    /// Reads the certificates below the first of `places` (in PEM) that has any, once they are asked for: some
    /// milliseconds.
    init(in places: [String]) {
        self.places = places
    }

    /// Whether one of them has this thumbprint, or `nil` if none are on this host.
    func contains(_ thumbprint: Thumbprint) -> Bool? {
        thumbprints?.contains(thumbprint)
    }

    private static func thumbprints(below place: String) -> Set<Thumbprint> {
        let files = (try? FileManager.default.subpathsOfDirectory(atPath: place)) ?? []
        return files.reduce(into: []) { $0.formUnion(thumbprints(in: "\(place)/\($1)")) }
    }

    private static func thumbprints(in file: String) -> [Thumbprint] {
        ERR_set_mark()
        defer { ERR_pop_to_mark() }
        guard let input = BIO_new_file(file, "r") else { return [] }
        defer { BIO_free(input) }
        var found: [Thumbprint] = []
        while let block = PEMBlock(next: input) {
            if block.label == PEM_STRING_X509,
                let thumbprint = CertificateDigest(der: block.bytes)?.thumbprint
            {
                found.append(thumbprint)
            }
        }
        return found
    }
}

/// One block of a PEM file (RFC 7468).
private struct PEMBlock {
    let label: String
    let bytes: [UInt8]

    /// Reads on to the next one, or returns `nil` if there is none.
    init?(next input: OpaquePointer) {
        var name: UnsafeMutablePointer<CChar>?
        var header: UnsafeMutablePointer<CChar>?
        var data: UnsafeMutablePointer<UInt8>?
        var length = 0
        guard PEM_read_bio(input, &name, &header, &data, &length) == 1 else { return nil }
        defer {
            CRYPTO_free(name, #fileID, #line)
            CRYPTO_free(header, #fileID, #line)
            CRYPTO_free(data, #fileID, #line)
        }
        label = name.map { String(cString: $0) } ?? ""
        bytes = Array(UnsafeBufferPointer(start: data, count: length))
    }
}
