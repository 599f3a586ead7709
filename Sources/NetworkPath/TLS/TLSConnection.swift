internal import COpenSSL
internal import Certificates
internal import Files
internal import Glibc
internal import SystemPackage
internal import WatchCore

/// The certificates that a server sent, as far as what they name is to be asked.
enum ServedChain: Sendable {
    /// Of a good chain, all that they name.
    case good([NamedSource])
    /// Those of another one in DER, the server's own first; and those that it was verified with.
    case other(sent: [[UInt8]], verified: [[UInt8]])
}

extension TLSFacts {
    /// Says what completes the chain whose problem is at `index`, and where it then ends.
    mutating func complete(
        at index: Int, with found: ChainSearch.Found, _ roots: PublicRoots
    ) {
        var problem = problems[index]
        (problem.kind, problem.depth, problem.gap) = (.incompleteChain, found.depth, found.gap)
        problems.removeAll { $0.kind.isIssuerMissing }
        problems.insert(problem, at: min(index, problems.count))
        root = RootFacts(facts: found.root, isPublic: roots.contains(found.root.thumbprint))
        intermediates = found.intermediates
    }
}

/// The client side of a TLS connection (an `SSL`), which never blocks.
final class TLSConnection {
    /// OpenSSL's object, for the facts about the peer.
    let ssl: OpaquePointer
    let notes = HandshakeNotes()
    let publicRoots: PublicRoots
    private let authorities: Authorities
    private let known: KnownCertificates
    private let socket: Socket

    /// Takes over `ssl`, and keeps `socket` open.
    init(
        owning ssl: OpaquePointer, over socket: Socket, to host: String, offering offer: TLSOffer,
        _ publicRoots: PublicRoots, _ authorities: Authorities, _ known: KnownCertificates
    ) throws(PhaseError) {
        self.ssl = ssl
        self.socket = socket
        self.publicRoots = publicRoots
        self.authorities = authorities
        self.known = known
        notes.isHelloLarge = offer == .largeHello
        let name = host.hasSuffix(".") ? String(host.dropLast()) : host
        // An address literal is checked against the certificate's addresses and never sent (RFC 6066 section 3).
        let isNamed =
            X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), name) == 1
            || SSL_set1_host(ssl, name) == 1 && openssl_set_server_name(ssl, name) == 1
        guard isNamed, notes.attach(to: ssl), offer.apply(to: ssl), SSL_set_fd(ssl, socket.descriptor) == 1
        else {
            throw PhaseError(.system(TLSFailure.firstReason))
        }
        SSL_set_hostflags(ssl, UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS))
        socket.sendWithoutDelay()
    }

    deinit { SSL_free(ssl) }

    /// Makes the handshake.
    ///
    /// - Throws: The failure reported by TLS.
    func handshake(_ waiter: Waiter) async throws(PhaseError) {
        if try await complete(waiter, SSL_connect) == 0 { throw PhaseError(.closed) }
    }

    /// Sends the first message of a handshake, and does not wait for the answer.
    func sendHello() {
        ERR_clear_error()
        SSL_connect(ssl)
    }

    /// Whether the peer has sent anything at all.
    var hasHeardPeer: Bool { SSL_get_rbio(ssl).map { BIO_number_read($0) > 0 } ?? false }

    /// Sends all of `bytes`.
    func write(_ bytes: [UInt8], _ waiter: Waiter) async throws(PhaseError) {
        let sent = try await complete(waiter) { SSL_write($0, bytes, Int32(bytes.count)) }
        if sent == 0 { throw PhaseError(.closed) }
    }

    /// Sends all of `bytes`, which stay where they are.
    func write(_ bytes: SecretBytes, _ waiter: Waiter) async throws(PhaseError) {
        let sent = try await complete(waiter) { ssl in
            bytes.withBytes { SSL_write(ssl, $0.baseAddress, Int32($0.count)) }
        }
        if sent == 0 { throw PhaseError(.closed) }
    }

    /// Reads into the beginning of `buffer`.
    ///
    /// - Returns: The number of bytes, 0 after the peer closed the connection.
    func read(into buffer: inout [UInt8], _ waiter: Waiter) async throws(PhaseError) -> Int {
        do {
            return Int(try await complete(waiter) { SSL_read($0, &buffer, Int32(buffer.count)) })
        } catch  where error.failure == .closed {
            return 0
        }
    }

    /// Closes this side (close_notify), without waiting for the peer.
    func end() {
        ERR_clear_error()
        SSL_shutdown(ssl)
    }

    /// Repeats `operation` until OpenSSL needs nothing more from the socket.
    ///
    /// - Returns: Its positive result, or 0 after the peer's close_notify.
    private func complete(
        _ waiter: Waiter, _ operation: (OpaquePointer) -> Int32
    ) async throws(PhaseError) -> Int32 {
        while true {
            // errno and OpenSSL's errors belong to the thread, and each attempt may run on another one.
            ERR_clear_error()
            errno = 0
            let result = operation(ssl)
            let system = Errno.last
            if result > 0 { return result }
            switch SSL_get_error(ssl, result) {
            case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: try await waiter.wait()
            case SSL_ERROR_ZERO_RETURN: return 0
            case SSL_ERROR_SYSCALL: throw PhaseError(system.rawValue == 0 ? .closed : system.failure)
            default: throw PhaseError(TLSFailure(ERR_peek_error()).failure)
            }
        }
    }
}

extension TLSConnection {
    /// What a handshake has negotiated, and what the peer presented.
    var facts: TLSFacts {
        let (problems, verified) = (problems, verified)
        var facts = TLSFacts(
            signature: signature, chain: presented.compactMap(known.facts), problems: problems,
            root: problems.allSatisfy(\.kind.leavesTrust) ? root(of: verified) : nil)
        if facts.root != nil {
            facts.intermediates = verified.dropFirst().dropLast().compactMap(known.facts)
        }
        if problems.isEmpty { authorities.remember(ssl) }
        complete(&facts)
        if let cipher = SSL_get_current_cipher(ssl) {
            facts.version = String(cString: SSL_get_version(ssl))
            facts.cipher = SSL_CIPHER_get_name(cipher).map { String(cString: $0) } ?? ""
            facts.group = openssl_group_name(ssl).map { String(cString: $0) } ?? ""
        }
        return facts
    }

    /// The same of a handshake that failed, or `nil` if it had not come to anything.
    var partialFacts: TLSFacts? {
        let facts = facts
        return facts == TLSFacts() ? nil : facts
    }

    /// What is to be asked about the certificates that the peer sent.
    var servedChain: ServedChain {
        let (sent, verified) = (presented, verified)
        guard problems.isEmpty else {
            return .other(sent: sent.map(\.der), verified: verified.map(\.der))
        }
        return .good(NamedSource.all(of: sent, issuers: sent + verified, facts: known.facts))
    }

    /// Whether a good certificate leads to a root that the distribution ships, and not to one installed on this host.
    var isOfPublicAuthority: Bool { problems.isEmpty && root(of: verified)?.isPublic == true }

    private var presented: [Certificate] {
        (0..<openssl_presented_count(ssl)).compactMap { index in
            openssl_presented_at(ssl, index).map { Certificate(retaining: $0) }
        }
    }

    /// The chain that OpenSSL built, from the leaf to its end.
    private var verified: [Certificate] {
        (0..<openssl_verified_count(ssl)).compactMap { index in
            openssl_verified_at(ssl, index).map { Certificate(retaining: $0) }
        }
    }

    /// Says what the server leaves out, where a chain that leads to no root ends at one of this host with it.
    private func complete(_ facts: inout TLSFacts) {
        guard let index = facts.problems.firstIndex(where: { $0.kind.isIssuerMissing }),
            let store = SSL_get_SSL_CTX(ssl).flatMap(SSL_CTX_get_cert_store)
        else { return }
        var search = ChainSearch(sent: presented, others: authorities.candidates, in: store)
        guard let gap = search.gap() else { return }
        facts.complete(at: index, with: gap, publicRoots)
    }

    private var signature: String {
        let key = SSL_get0_peer_certificate(ssl).flatMap(X509_get0_pubkey).map(EVP_PKEY_get_base_id)
        return SignatureScheme(
            hash: openssl_peer_signature_hash(ssl), kind: openssl_peer_signature_kind(ssl), key: key ?? 0
        ).name
    }

    /// A verification that ended without saying why, as one without memory does, has found no chain to be good.
    private var problems: [CertificateProblem] {
        let code = SSL_get_verify_result(ssl)
        guard notes.problems.isEmpty, code != X509_V_OK else { return notes.problems }
        return [
            CertificateProblem(
                .untrusted, depth: 0, text: String(cString: X509_verify_cert_error_string(code)))
        ]
    }

    /// The end of a chain.
    private func root(of chain: [Certificate]) -> RootFacts? {
        chain.last.flatMap(known.facts).map {
            RootFacts(facts: $0, isPublic: publicRoots.contains($0.thumbprint))
        }
    }
}
