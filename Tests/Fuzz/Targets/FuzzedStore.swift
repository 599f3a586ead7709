import Certificates

@testable import TrustStore

/// A file of a certificate store; what it is shows in its contents.
enum FuzzedStore {
    /// What is found is bounded and can be taken into the cache; certificates are read as far as that goes.
    static func run(_ bytes: [UInt8]) throws {
        let contents = StoreContents.read(bytes, passwords: .standard, legacy: LegacyAlgorithms())
        try promise(contents.certificates.count <= StoreContents.certificateLimit, "There are too many.")
        try promise(contents.otherStores.count <= StoreContents.certificateLimit, "Too many lie elsewhere.")
        try promise(
            contents.windows.keys.allSatisfy(contents.certificates.indices.contains),
            "Properties belong to no certificate.")
        for der in contents.certificates {
            _ = CertificateOutline(der)
            guard let certificate = Certificate(der: der) else { continue }
            _ = certificate.facts
            _ = certificate.serial
        }
    }

    /// An exported registry means the same in chunks of any size; the first one holds the head.
    static func runRegistry(_ bytes: [UInt8]) throws {
        try run(bytes)
        guard RegistryExportFormat.recognizes(bytes) else { return }
        let whole = RegistryExportFormat.read(bytes)
        for size in [1, 7] {
            guard var reader = RegistryExportReader(bytes) else { return }
            var rest = bytes[...]
            var count = RegistryText.headCount + size
            while !rest.isEmpty {
                rest.prefix(count).withUnsafeBytes { reader.take($0) }
                rest = rest.dropFirst(count)
                count = size
            }
            try promise(reader.finish() == whole, "In chunks of \(size) it is another store.")
        }
    }
}
