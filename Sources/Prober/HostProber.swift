internal import COpenSSL
package import Cloud
package import Delivery
internal import Files
package import NetworkPath
package import SerialQueue
internal import SystemdHost
internal import TrustStore
package import WatchCore

/// Sends each kind of target to the part that probes it.
package struct HostProber: Prober {
    /// Asks servers of the operator's own, over the same reactor and resolver.
    package let path: PathProber
    private let trust: TrustFiles
    private let credentials: Credentials
    /// Tells receivers, over the same reactor and resolver.
    package let deliverer: Deliverer

    /// What all that uses the network runs on; a task that prefers it stays there.
    package let executor = QueueExecutor(label: "network path")
    /// What no server can keep busy.
    private let hostExecutor = QueueExecutor(label: "trust files")

    /// - Parameter credentialsDirectory: where systemd shows this process its credentials, or `nil` if it has none.
    /// - Throws: where the system has no descriptor left.
    package init(credentialsDirectory: String?) throws {
        // Probes may still be in flight when the process ends: OpenSSL must not clear itself away beneath them.
        OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_ATEXIT), nil)
        let credentials = Credentials(directory: credentialsDirectory)
        self.credentials = credentials
        path = try PathProber(credential: { @Sendable in credentials.read($0) }, executor: executor)
        deliverer = Deliverer(over: path, credential: { @Sendable in credentials.read($0) })
        trust = TrustFiles(password: { @Sendable in credentials.read($0) }, executor: hostExecutor)
    }

    package func executor(of target: Target) -> (any TaskExecutor)? {
        if case .trust = target { hostExecutor } else { executor }
    }

    /// What asks the cloud over the path that is probed, through a proxy or, without one, directly.
    package func cloud(through proxy: OutboundProxy?) -> CloudClient { CloudClient(path, through: proxy) }

    package func probe(at target: Target) async -> Observation { await probe(at: target, .thorough) }

    /// What was seen is worth nothing if anything could not be opened meanwhile for want of a descriptor.
    package func probe(at target: Target, _ look: Look) async -> Observation {
        let shortages = Descriptors.shortages
        let seen = await observe(target, look)
        return Descriptors.shortages == shortages ? seen : .starved
    }

    private func observe(_ target: Target, _ look: Look) async -> Observation {
        switch target {
        case .port(let port): .port(await path.probe(at: port))
        case .login(let login): .login(await path.probe(at: login))
        case .tls(let tls): .tls(await path.probe(at: tls))
        case .cloud(let cloud):
            .cloud(
                await ConnectorQuery(self.cloud(through: cloud.proxy), credential: credentials.read).probe(
                    at: cloud))
        case .host(let host): .host(await path.probe(at: host))
        case .trust(let files): .trust(await trust.probe(at: files, look))
        }
    }
}
