internal import COpenSSL
internal import WatchCore

/// One error of OpenSSL's verification of a chain (X509_STORE_CTX_get_error(3)).
struct CertificateVerdict: Equatable {
    /// One of `X509_V_ERR_*`.
    let code: Int32
    /// The position in the chain; 0 is the leaf.
    let depth: Int
    /// Whether that certificate says where its issuer's certificate can be fetched.
    let isIssuerElsewhere: Bool
    /// That certificate, or `nil` if it cannot be read.
    var certificate: CertificateFacts?
    /// Whether it is one of this host's store, or `nil` if that is not known.
    var isFromStore: Bool?

    /// The kind of problem.
    ///
    /// A chain that ends before its root comes from an unknown one, or from a server that omits an intermediate
    /// certificate. Only a certificate that was not issued by a root needs to say where its issuer's can be fetched,
    /// and those of public authorities do.
    var kind: CertificateProblem.Kind {
        switch code {
        case X509_V_ERR_CERT_HAS_EXPIRED: .expired
        case X509_V_ERR_CERT_NOT_YET_VALID: .notYetValid
        case X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH: .wrongName
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT: .selfSigned
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
            isIssuerElsewhere ? .incompleteChain : .unknownIssuer
        case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN: .unknownIssuer
        default: .untrusted
        }
    }

    /// The problem for an observation, in OpenSSL's words.
    var problem: CertificateProblem {
        CertificateProblem(
            kind, depth: depth, text: String(cString: X509_verify_cert_error_string(Int(code))),
            certificate: certificate, origin: isFromStore.map { $0 ? .host : .server })
    }

    /// Whether an earlier verdict implies this one: without the issuer, the signature of a lone leaf cannot be
    /// verified.
    func isImplied(by earlier: CertificateVerdict) -> Bool {
        self == earlier
            || code == X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE
                && earlier.code == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY
    }
}

extension CertificateProblem.Kind {
    /// Whether a chain with such a problem can still end in a trusted root.
    var leavesTrust: Bool {
        switch self {
        case .expired, .notYetValid, .wrongName, .revoked: true
        case .untrusted, .unknownIssuer, .selfSigned, .incompleteChain: false
        }
    }
}
