internal import COpenSSL
internal import Certificates
internal import WatchCore

extension LookTools {
    /// The phase that makes the connection private and sees who answers.
    ///
    /// `facts` is what came to light, also where the phase stops; `nil`: nothing. The peer's certificate is judged
    /// after the handshake, so that a bad one is seen whole, and nothing is sent to a peer whose is.
    func handshake(
        over socket: Socket, with host: String, seeing facts: inout TLSFacts?
    ) async throws(Stopped) -> TLSConnection {
        let connection = try tls.connection(over: socket, to: host)
        do {
            try await connection.handshake(waiter)
        } catch {
            facts = connection.partialFacts
            throw error
        }
        let seen = connection.facts
        facts = seen
        if !seen.problems.isEmpty { throw Stopped(.certificate) }
        return connection
    }
}

extension TLSConnection {
    /// What a handshake has negotiated, and what the peer presented.
    fileprivate var facts: TLSFacts {
        var facts = TLSFacts(
            signature: signature, chain: presentedChain, problems: problem.map { [$0] } ?? [])
        if let cipher = SSL_get_current_cipher(ssl) {
            facts.version = String(cString: SSL_get_version(ssl))
            facts.cipher = SSL_CIPHER_get_name(cipher).map { String(cString: $0) } ?? ""
        }
        return facts
    }

    /// The same of a handshake that failed; `nil`: it had not come to anything.
    fileprivate var partialFacts: TLSFacts? {
        let facts = facts
        return facts == TLSFacts() ? nil : facts
    }

    private var presentedChain: [CertificateFacts] {
        (0..<openssl_presented_count(ssl)).compactMap { index in
            openssl_presented_at(ssl, index).flatMap { Certificate(retaining: $0).facts }
        }
    }

    private var signature: String {
        let key = SSL_get0_peer_certificate(ssl).flatMap(X509_get0_pubkey).map(EVP_PKEY_get_base_id)
        return SignatureScheme(
            hash: openssl_peer_signature_hash(ssl), kind: openssl_peer_signature_kind(ssl), key: key ?? 0
        ).name
    }

    private var problem: CertificateProblem? {
        let code = SSL_get_verify_result(ssl)
        guard code != X509_V_OK else { return nil }
        let depth = Int(bitPattern: SSL_get_ex_data(ssl, 0))
        let last = openssl_presented_at(ssl, Int32(depth))
        let verdict = CertificateVerdict(
            code: Int32(code), depth: depth,
            isIssuerElsewhere: last.map { openssl_issuer_locations($0) > 0 } ?? false)
        return CertificateProblem(
            verdict.kind, depth: depth, text: String(cString: X509_verify_cert_error_string(code)))
    }
}
