internal import Memory
internal import SystemdHost
internal import WatchCore

/// What an earlier run left behind.
struct EarlierState {
    /// `nil` if there is nothing, or nothing usable.
    private(set) var saved: SavedState?
    /// Whole sentences: why what is there cannot be used and what became of it.
    private(set) var damage: String?

    /// Reads the memory; a new one takes over the file of a version before 0.4.0.
    init(_ memory: MemoryStore?, in directory: String?) async {
        guard let memory, let directory else { return }
        let contents = await memory.load(at: HostClock.now().date)
        (saved, damage) = (contents.state, contents.damage)
        guard contents.isNew else { return }
        let file = StateFile(directory: directory)
        take(file)
        guard let saved else { return }
        let report = await memory.save(StateChange(whole: saved), at: HostClock.now().date)
        if report.failure == nil { file.retire() }
    }

    private mutating func take(_ file: StateFile) {
        switch file.load() {
        case .absent: break
        case .loaded(let bytes):
            do throws(SavedState.FormatError) {
                saved = try SavedState(ofFile: bytes)
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
