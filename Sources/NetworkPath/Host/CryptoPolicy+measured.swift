internal import COpenSSL
internal import Dispatch
internal import WatchCore

extension CryptoPolicy {
    /// Measures this host's policy, on a queue of its own: it takes milliseconds, or tens of them if it is strict.
    static func ofThisHost() async -> CryptoPolicy {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "crypto policy").async { @Sendable in
                continuation.resume(returning: measured)
            }
        }
    }

    /// Measured once: OpenSSL reads its configuration once in the life of a process.
    private static let measured = {
        ERR_clear_error()
        // OpenSSL applies the host's configuration to every new context.
        guard let client = SSL_CTX_new(TLS_client_method()) else {
            return CryptoPolicy(allowsTLS12: false, allowsSHA512: false, detail: TLSFailure.firstReason)
        }
        defer { SSL_CTX_free(client) }
        return CryptoPolicy(of: client)
    }()

    /// Measures what connections of `client`, an `SSL_CTX`, can do, by handshakes with servers that demand it.
    ///
    /// Several kinds of keys are tried, because the policy may forbid the one that a server signs with.
    init(of client: OpaquePointer) {
        let tls12 = Self.refusal(of: client, .tls12)
        let sha512 = Self.refusal(of: client, .sha512)
        self.init(
            allowsTLS12: tls12 == nil, allowsSHA512: sha512 == nil, detail: tls12 ?? sha512 ?? "")
    }

    private static func refusal(of client: OpaquePointer, _ demand: MemoryServer.Demand) -> String? {
        var reason: String?
        for key in MemoryServer.Key.allCases {
            // Being unable to measure says nothing about the policy.
            guard let server = MemoryServer(key, demand) else { return nil }
            reason = server.refusal(of: client)
            if reason == nil { return nil }
        }
        return reason
    }
}
