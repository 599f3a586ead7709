internal import COpenSSL
internal import WatchCore

/// One reason for OpenSSL not to verify a chain (X509_STORE_CTX_get_error(3)).
struct CertificateVerdict: Equatable {
    /// One of `X509_V_ERR_*`.
    let code: Int32
    /// Where in the chain, 0 is the leaf.
    let depth: Int
    /// Whether the certificate there says where that of its issuer can be fetched.
    let isIssuerElsewhere: Bool

    /// What kind of problem that is.
    ///
    /// A leaf alone whose issuer is unknown may come from an unknown root, or from a server that leaves out the
    /// intermediate one. Only a certificate that does not come from a root needs to say where its issuer's can
    /// be fetched, and those of public authorities do say it.
    var kind: CertificateProblem.Kind {
        switch code {
        case X509_V_ERR_CERT_HAS_EXPIRED: .expired
        case X509_V_ERR_CERT_NOT_YET_VALID: .notYetValid
        case X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH: .wrongName
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT: .selfSigned
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
            depth == 0 && isIssuerElsewhere ? .incompleteChain : .unknownIssuer
        case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN: .unknownIssuer
        default: .untrusted
        }
    }

    /// The same for an observation, in OpenSSL's words.
    var problem: CertificateProblem {
        CertificateProblem(
            kind, depth: depth, text: String(cString: X509_verify_cert_error_string(Int(code))))
    }

    /// Whether `earlier` says it already: the signature of a lone leaf cannot be verified wherever its issuer is
    /// missing.
    func isTold(by earlier: CertificateVerdict) -> Bool {
        self == earlier
            || code == X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE
                && earlier.code == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY
    }
}

extension CertificateProblem.Kind {
    /// Whether a chain with such a problem leads to a trusted root.
    var leavesTrust: Bool {
        switch self {
        case .expired, .notYetValid, .wrongName: true
        case .untrusted, .unknownIssuer, .selfSigned, .incompleteChain: false
        }
    }
}
