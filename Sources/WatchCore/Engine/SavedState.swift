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
        do {
            self = try decoder.decode(SavedState.self, from: Data(bytes))
        } catch {
            throw Damage(text: "it is not the JSON that was written (\(bytes.count) bytes)")
        }
        guard version == Self.currentVersion else {
            throw Damage(text: "its format has version \(version), this program reads \(Self.currentVersion)")
        }
    }

    /// Why a state could not be read, as the end of a sentence.
    package struct Damage: Error, Equatable {
        package var text: String
    }
}
