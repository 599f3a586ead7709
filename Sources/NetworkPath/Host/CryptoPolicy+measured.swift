internal import COpenSSL
internal import WatchCore

extension CryptoPolicy {
    /// That of this host, outside of every queue: some milliseconds, and some ten where the policy is strict.
    @concurrent
    static func ofThisHost() async -> CryptoPolicy { measured }

    /// OpenSSL reads its configuration once in the life of a process, so this is measured once.
    private static let measured = {
        ERR_clear_error()
        // OpenSSL applies the host's configuration to every new context.
        guard let client = SSL_CTX_new(TLS_client_method()) else {
            return CryptoPolicy(allowsTLS12: false, allowsSHA512: false, detail: TLSFailure.firstReason)
        }
        defer { SSL_CTX_free(client) }
        return CryptoPolicy(of: client)
    }()

    /// What connections of `client`, an `SSL_CTX`, can do: found by handshakes with servers that take anything but what
    /// is measured.
    ///
    /// What such a server signs with must not be what the policy forbids: one is found with any kind of key.
    init(of client: OpaquePointer) {
        let tls12 = Self.refusal(of: client, .tls12)
        let sha512 = Self.refusal(of: client, .sha512)
        self.init(
            allowsTLS12: tls12 == nil, allowsSHA512: sha512 == nil, detail: tls12 ?? sha512 ?? "")
    }

    private static func refusal(of client: OpaquePointer, _ demand: MemoryServer.Demand) -> String? {
        var words: String?
        for key in MemoryServer.Key.allCases {
            // What cannot be measured is not the policy's fault.
            guard let server = MemoryServer(key, demand) else { return nil }
            words = server.refusal(of: client)
            if words == nil { return nil }
        }
        return words
    }
}
