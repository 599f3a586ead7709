internal import COpenSSL
internal import Certificates
internal import WatchCore

extension TLSConnection {
    /// What the handshake negotiated, and what the peer presented.
    var facts: TLSFacts {
        let problems = problems
        var facts = TLSFacts(
            signature: signature, chain: presentedChain, problems: problems,
            root: problems.allSatisfy(\.kind.leavesTrust) ? root : nil)
        if let cipher = SSL_get_current_cipher(ssl) {
            facts.version = String(cString: SSL_get_version(ssl))
            facts.cipher = SSL_CIPHER_get_name(cipher).map { String(cString: $0) } ?? ""
        }
        return facts
    }

    /// The facts of a failed handshake, or `nil` if there are none.
    var partialFacts: TLSFacts? {
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

    /// The noted problems; a verification that failed without any, for example for lack of memory, is one itself.
    private var problems: [CertificateProblem] {
        let code = SSL_get_verify_result(ssl)
        guard notes.problems.isEmpty, code != X509_V_OK else { return notes.problems }
        return [
            CertificateProblem(
                .untrusted, depth: 0, text: String(cString: X509_verify_cert_error_string(code)))
        ]
    }

    /// The end of the chain that OpenSSL built, or `nil` if it built none.
    private var root: RootFacts? {
        guard let end = openssl_verified_end(ssl), let facts = Certificate(retaining: end).facts else {
            return nil
        }
        return RootFacts(facts: facts, isPublic: publicRoots.contains(facts.thumbprint))
    }
}
