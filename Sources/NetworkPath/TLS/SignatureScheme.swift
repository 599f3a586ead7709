internal import COpenSSL

/// The kind and hash of the signature that a peer made in its handshake.
struct SignatureScheme {
    /// OpenSSL's numbers (NIDs) of the hash, of the kind of signature and of the kind of key.
    let hash: Int32
    let kind: Int32
    let key: Int32

    /// The name in the registry of TLS signature schemes (RFC 8446 section 4.2.3), such as `rsa_pss_rsae_sha256`; empty
    /// if it has none.
    ///
    /// TLS 1.2 does not fix the curve of an ECDSA key; the name is that of the number in the handshake.
    var name: String {
        switch kind {
        case NID_ED25519: return "ed25519"
        case NID_ED448: return "ed448"
        default: break
        }
        switch (kind, hash) {
        case (EVP_PKEY_RSA, _): return hashName.isEmpty ? "" : "rsa_pkcs1_" + hashName
        case (EVP_PKEY_RSA_PSS, _):
            return hashName.isEmpty
                ? "" : (key == EVP_PKEY_RSA_PSS ? "rsa_pss_pss_" : "rsa_pss_rsae_") + hashName
        case (EVP_PKEY_EC, NID_sha256): return "ecdsa_secp256r1_sha256"
        case (EVP_PKEY_EC, NID_sha384): return "ecdsa_secp384r1_sha384"
        case (EVP_PKEY_EC, NID_sha512): return "ecdsa_secp521r1_sha512"
        case (EVP_PKEY_EC, _): return hashName.isEmpty ? "" : "ecdsa_" + hashName
        default: return ""
        }
    }

    private var hashName: String {
        switch hash {
        case NID_sha1: "sha1"
        case NID_sha224: "sha224"
        case NID_sha256: "sha256"
        case NID_sha384: "sha384"
        case NID_sha512: "sha512"
        default: ""
        }
    }
}
