@testable import TrustStore

extension StoreContents {
    /// What a file holds that no password of a credential is at hand for.
    static func read(_ bytes: [UInt8]) -> StoreContents {
        read(bytes, passwords: .standard, legacy: LegacyAlgorithms())
    }
}
