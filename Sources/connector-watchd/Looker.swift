internal import NetworkPath
internal import TrustStore
internal import WatchCore

/// Sends each kind of subject to the part that looks at it.
struct Looker: Looking {
    let path: PathProber
    let trust: TrustFiles

    func look(at subject: Subject) async -> Observation {
        switch subject {
        case .port(let port): .port(await path.look(at: port))
        case .login(let login): .login(await path.look(at: login))
        case .trust(let files): .trust(await trust.look(at: files))
        }
    }
}
