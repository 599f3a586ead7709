internal import NetworkPath
internal import SystemdHost
internal import TrustStore
internal import WatchCore

/// Sends each kind of subject to the part that looks at it.
struct Looker: Looking {
    private let path: PathProber
    private let trust: TrustFiles

    init(_ environment: Environment) throws {
        let credentials = Credentials(directory: environment.credentialsDirectory)
        path = try PathProber()
        trust = TrustFiles(password: { @Sendable in credentials.read($0).bytes })
    }

    func look(at subject: Subject) async -> Observation {
        switch subject {
        case .port(let port): .port(await path.look(at: port))
        case .login(let login): .login(await path.look(at: login))
        case .trust(let files): .trust(await trust.look(at: files))
        }
    }
}

extension CredentialReading {
    /// `nil`: there is no usable one, which then shows as a store that no password opens.
    fileprivate var bytes: [UInt8]? {
        switch self {
        case .read(let bytes): bytes
        case .absent, .failed: nil
        }
    }
}
