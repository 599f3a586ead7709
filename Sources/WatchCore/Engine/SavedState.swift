internal import FoundationEssentials

/// What survives a restart: standing incidents, counters, and what is known of each trust certificate.
package struct SavedState: Sendable, Equatable, Codable {
    /// The format's version; a newer one is not read.
    static let currentVersion = 1

    struct SavedCheck: Sendable, Equatable, Codable {
        var name: CheckName
        var target: String
        var trackers: [SavedTracker]
        var history: TrustHistory?
    }

    struct SavedTracker: Sendable, Equatable, Codable {
        var event: AlertEvent
        var tracker: Tracker.Saved
    }

    private var version = currentVersion
    var learnedTenant: String?
    var checks: [SavedCheck] = []

    init() {}

    /// The state as JSON.
    package func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .secondsSince1970
        encoder.outputFormatting = [.sortedKeys]
        return try Array(encoder.encode(self))
    }

    /// Reads what ``encoded()`` wrote; throws a ``Damage`` for anything else.
    package init(decoding bytes: [UInt8]) throws(Damage) {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .secondsSince1970
        let found: Int
        do {
            found = try decoder.decode(Format.self, from: Data(bytes)).version
            // Another version may look different altogether.
            if found == Self.currentVersion {
                self = try decoder.decode(SavedState.self, from: Data(bytes))
                return
            }
        } catch {
            throw Damage(text: "it is not the JSON that was written (\(bytes.count) bytes)")
        }
        throw Damage(text: "its format has version \(found), this program reads \(Self.currentVersion)")
    }

    private struct Format: Codable {
        var version: Int
    }

    /// Why a state could not be read, as the end of a sentence.
    package struct Damage: Error, Equatable {
        package var text: String
    }
}
