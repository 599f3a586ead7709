internal import SystemdHost
internal import WatchCore

/// What an earlier run left behind.
struct EarlierState {
    /// `nil` if there is nothing, or nothing usable.
    private(set) var saved: SavedState?
    /// Whole sentences: why what is there cannot be used and what became of it.
    private(set) var damage: String?

    init(_ file: StateFile?) {
        guard let file else { return }
        switch file.load() {
        case .absent: break
        case .loaded(let bytes):
            do throws(SavedState.FormatError) {
                saved = try SavedState(decoding: bytes)
            } catch {
                damage = "\"\(file.path)\" is damaged: \(error.text). \(Self.setAside(file))"
            }
        case .damaged(let sentence): damage = "\(sentence) \(Self.setAside(file))"
        case .unreadable(let sentence): damage = sentence
        }
    }

    private static func setAside(_ file: StateFile) -> String {
        do throws(HostError) {
            return "It was set aside as \"\(try file.setAside(at: HostClock.now().date))\"."
        } catch {
            return error.description
        }
    }
}
