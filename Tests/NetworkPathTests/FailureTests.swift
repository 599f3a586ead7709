import COpenSSL
import Glibc
import SystemPackage
import Testing
import WatchCore

@testable import NetworkPath

@Suite
struct FailureTests {
    /// Has OpenSSL's words at hand, which it reads with its first use for TLS.
    init() {
        OPENSSL_init_ssl(UInt64(OPENSSL_INIT_LOAD_SSL_STRINGS), nil)
    }

    @Test(arguments: [
        (ECONNREFUSED, PathFailure.refused), (ECONNRESET, .reset), (EPIPE, .reset),
        (ENETUNREACH, .networkUnreachable), (EAFNOSUPPORT, .networkUnreachable),
        (EHOSTUNREACH, .hostUnreachable),
        (EACCES, .denied), (EPERM, .denied), (ETIMEDOUT, .outOfTime),
        (EMFILE, .local("Too many open files")), (ENOMEM, .local("Cannot allocate memory")),
    ])
    func anErrorOfTheSystemHasItsMeaning(number: Int32, failure: PathFailure) {
        #expect(Errno(rawValue: number).failure == failure)
    }

    @Test(arguments: [
        (EAI_NONAME, PathFailure.nameNotFound), (-5, .nameNotFound), (-9, .nameNotFound),
        (EAI_AGAIN, .resolverFailed("Temporary failure in name resolution")),
        (EAI_FAIL, .resolverFailed("Non-recoverable failure in name resolution")),
        (EAI_SYSTEM, .local("Too many open files")), (EAI_MEMORY, .local("Memory allocation failure")),
    ])
    func anErrorOfTheResolverHasItsMeaning(code: Int32, failure: PathFailure) {
        #expect(NameLookup.failure(code, Errno(rawValue: EMFILE)) == failure)
    }

    @Test(arguments: [
        (SSL_AD_REASON_OFFSET + 40, PathFailure.tlsAlert("handshake failure")),
        (SSL_AD_REASON_OFFSET + 116, .tlsAlert("certificate required")),
        (SSL_AD_REASON_OFFSET + 112, .tlsAlert("unrecognized name")),
        (SSL_AD_REASON_OFFSET + 99, .tlsAlert("alert 99")),
        (SSL_AD_REASON_OFFSET + 70, .tlsVersion("protocol version")),
        (SSL_R_UNSUPPORTED_PROTOCOL, .tlsVersion("unsupported protocol")),
        (SSL_R_WRONG_VERSION_NUMBER, .notTLS), (SSL_R_UNEXPECTED_EOF_WHILE_READING, .closed),
        (SSL_R_DH_KEY_TOO_SMALL, .tlsRefused("dh key too small")),
        (SSL_R_EXCESSIVE_MESSAGE_SIZE, .tlsRefused("excessive message size")),
    ])
    func anErrorOfTLSHasItsMeaning(reason: Int32, failure: PathFailure) {
        let code = UInt(ERR_LIB_SSL) << 23 | UInt(reason)
        #expect(TLSFailure(code).failure == failure)
    }

    @Test(arguments: [
        (X509_V_ERR_CERT_HAS_EXPIRED, 1, false, CertificateProblem.Kind.expired),
        (X509_V_ERR_CERT_NOT_YET_VALID, 0, false, .notYetValid),
        (X509_V_ERR_HOSTNAME_MISMATCH, 0, true, .wrongName),
        (X509_V_ERR_IP_ADDRESS_MISMATCH, 0, false, .wrongName),
        (X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, 0, false, .selfSigned),
        (X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, 1, false, .unknownIssuer),
        (X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, 0, true, .incompleteChain),
        (X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, 0, false, .unknownIssuer),
        (X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, 1, true, .incompleteChain),
        (X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, 1, false, .unknownIssuer),
        (X509_V_ERR_CERT_SIGNATURE_FAILURE, 0, true, .untrusted),
    ])
    func aVerdictHasItsKind(code: Int32, depth: Int, elsewhere: Bool, kind: CertificateProblem.Kind) {
        #expect(CertificateVerdict(code: code, depth: depth, isIssuerElsewhere: elsewhere).kind == kind)
    }

    @Test(arguments: [
        (NID_sha256, EVP_PKEY_RSA_PSS, EVP_PKEY_RSA, "rsa_pss_rsae_sha256"),
        (NID_sha512, EVP_PKEY_RSA_PSS, EVP_PKEY_RSA_PSS, "rsa_pss_pss_sha512"),
        (NID_sha512, EVP_PKEY_RSA, EVP_PKEY_RSA, "rsa_pkcs1_sha512"),
        (NID_sha384, EVP_PKEY_EC, EVP_PKEY_EC, "ecdsa_secp384r1_sha384"),
        (NID_sha1, EVP_PKEY_EC, EVP_PKEY_EC, "ecdsa_sha1"), (0, NID_ED25519, NID_ED25519, "ed25519"),
        (0, 0, EVP_PKEY_RSA, ""),
    ])
    func aSignatureHasItsRegisteredName(hash: Int32, kind: Int32, key: Int32, name: String) {
        #expect(SignatureScheme(hash: hash, kind: kind, key: key).name == name)
    }
}
