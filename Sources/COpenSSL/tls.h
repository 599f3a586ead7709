/// TLS clients of OpenSSL 3, as Swift can call them: the macros that a client needs, as functions.
#pragma once
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>
#include <string.h>

/// SSL_CTX_set_min_proto_version(3) and SSL_CTX_set_max_proto_version(3); 0 stands for the lowest and the
/// highest that the library has. Returns 1 on success, 0 on failure.
static inline int openssl_set_protocols(SSL_CTX *_Nonnull context, int lowest, int highest) {
    return SSL_CTX_set_min_proto_version(context, lowest) == 1
        && SSL_CTX_set_max_proto_version(context, highest) == 1;
}

/// The same for one connection.
static inline int openssl_set_versions(SSL *_Nonnull ssl, int lowest, int highest) {
    return SSL_set_min_proto_version(ssl, lowest) == 1 && SSL_set_max_proto_version(ssl, highest) == 1;
}

/// SSL_CTX_set1_groups_list(3). Returns 1 on success, 0 on failure.
static inline int openssl_set_context_groups(SSL_CTX *_Nonnull context, const char *_Nonnull names) {
    return (int)SSL_CTX_set1_groups_list(context, names);
}

/// SSL_CTX_set1_sigalgs_list(3): which signatures of the peer are accepted, most wanted first. Returns 1 on success, 0 on
/// failure.
static inline int openssl_set_context_signatures(SSL_CTX *_Nonnull context, const char *_Nonnull names) {
    return (int)SSL_CTX_set1_sigalgs_list(context, names);
}

/// The same for one connection.
static inline int openssl_set_signatures(SSL *_Nonnull ssl, const char *_Nonnull names) {
    return (int)SSL_set1_sigalgs_list(ssl, names);
}

/// Takes a new context back to the options that OpenSSL has without a configuration, keeps no sessions, and reads all that
/// has come at once instead of each record in two calls. Cannot fail.
static inline void openssl_reset(SSL_CTX *_Nonnull context) {
    SSL_CTX_clear_options(context, SSL_CTX_get_options(context));
    SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_ENABLE_MIDDLEBOX_COMPAT | SSL_OP_NO_TICKET);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_read_ahead(context, 1);
    SSL_CTX_set0_verify_cert_store(context, NULL);
}

/// Overwrites what was received once it is read (SSL_CTX_set_options(3)), which others than this program must not see.
static inline void openssl_cleanse_plaintext(SSL *_Nonnull ssl) {
    SSL_set_options(ssl, SSL_OP_CLEANSE_PLAINTEXT);
}

/// Lets a connection be made with a server that does not know RFC 5746.
static inline uint64_t openssl_legacy_options(void) {
    return SSL_OP_LEGACY_SERVER_CONNECT;
}

/// SSL_set_tlsext_host_name(3): the server name indication; copies `name`. Returns 1 on success, 0 on failure.
static inline int openssl_set_server_name(SSL *_Nonnull ssl, const char *_Nonnull name) {
    return (int)SSL_set_tlsext_host_name(ssl, name);
}

/// How many certificates the peer presented, the leaf included (SSL_get_peer_cert_chain(3)); 0 for none.
static inline int openssl_presented_count(const SSL *_Nonnull ssl) {
    STACK_OF(X509) *chain = SSL_get_peer_cert_chain(ssl);
    return chain ? sk_X509_num(chain) : 0;
}

/// The certificate at `index`, the leaf at 0; NULL beyond the end. It stays OpenSSL's own.
static inline X509 *_Nullable openssl_presented_at(const SSL *_Nonnull ssl, int index) {
    STACK_OF(X509) *chain = SSL_get_peer_cert_chain(ssl);
    return chain ? sk_X509_value(chain, index) : NULL;
}

/// How many certificates the chain has that was built while verifying the peer's (SSL_get0_verified_chain(3)), from the
/// leaf to the root where that is trusted; 0 where none was built.
static inline int openssl_verified_count(const SSL *_Nonnull ssl) {
    STACK_OF(X509) *chain = SSL_get0_verified_chain(ssl);
    return chain ? sk_X509_num(chain) : 0;
}

/// The one at `index`; NULL beyond the end. It stays OpenSSL's own.
static inline X509 *_Nullable openssl_verified_at(const SSL *_Nonnull ssl, int index) {
    STACK_OF(X509) *chain = SSL_get0_verified_chain(ssl);
    return chain ? sk_X509_value(chain, index) : NULL;
}

/// Whether the certificate at `depth` of the chain that is being verified is one of the host's store, and not one that
/// the peer sent (X509_STORE_CTX_get_num_untrusted(3)).
static inline int openssl_is_from_store(X509_STORE_CTX *_Nonnull verification, int depth) {
    int error = X509_STORE_CTX_get_error(verification);
    if (error == X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN || error == X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT) return 0;
    return depth >= X509_STORE_CTX_get_num_untrusted(verification);
}

/// Verifies the first of `path`, for a TLS server, with the others as untrusted candidates, whatever the time and the
/// name. Returns the trusted end of the chain, the caller's to free; NULL where there is none.
static inline X509 *_Nullable openssl_root_of_path(
    X509_STORE *_Nonnull store, const OPENSSL_STACK *_Nonnull path) {
    const STACK_OF(X509) *certificates = (const STACK_OF(X509) *)path;
    X509_STORE_CTX *verification = X509_STORE_CTX_new();
    X509 *root = NULL;
    if (verification && sk_X509_num(certificates) > 0
        && X509_STORE_CTX_init(
               verification, store, sk_X509_value(certificates, 0), (STACK_OF(X509) *)certificates) == 1
        && X509_STORE_CTX_set_default(verification, "ssl_server") == 1) {
        X509_STORE_CTX_set_flags(verification, X509_V_FLAG_NO_CHECK_TIME);
        if (X509_verify_cert(verification) == 1) {
            STACK_OF(X509) *chain = X509_STORE_CTX_get0_chain(verification);
            root = sk_X509_value(chain, sk_X509_num(chain) - 1);
            X509_up_ref(root);
        }
    }
    X509_STORE_CTX_free(verification);
    return root;
}

/// Lets the connections of `context` for which `isWanted` returns 1 pad their first message by a private extension
/// (RFC 8446 section 11: types from 0xff00 on) to more than what one segment of 1,460 bytes holds. Returns 1 on success,
/// 0 on failure.
static inline int openssl_pad_hello(SSL_CTX *_Nonnull context, SSL_custom_ext_add_cb_ex _Nonnull add) {
    return SSL_CTX_add_custom_ext(context, 0xff7a, SSL_EXT_CLIENT_HELLO, add, NULL, NULL, NULL, NULL);
}

/// What the extension holds: zeros.
static inline void openssl_hello_padding(const unsigned char *_Nullable *_Nonnull bytes, size_t *_Nonnull length) {
    static const unsigned char padding[1500];
    *bytes = padding;
    *length = sizeof padding;
}

/// Where a certificate says that its issuer's can be fetched: the entries of kind "CA Issuers" in its authority
/// information access (RFC 5280 section 4.2.2.1).
struct openssl_issuer_places {
    int count;
    /// Whether one of them is a directory (LDAP), as those of companies are.
    int has_directory;
    /// The first address of plain HTTP, perhaps cut; empty where there is none.
    char address[512];
};

static inline struct openssl_issuer_places openssl_find_issuer(X509 *_Nonnull certificate) {
    struct openssl_issuer_places places = {0};
    const int last = (int)sizeof places.address - 1;
    AUTHORITY_INFO_ACCESS *access = X509_get_ext_d2i(certificate, NID_info_access, NULL, NULL);
    for (int index = 0; index < sk_ACCESS_DESCRIPTION_num(access); index++) {
        const ACCESS_DESCRIPTION *entry = sk_ACCESS_DESCRIPTION_value(access, index);
        if (OBJ_obj2nid(entry->method) != NID_ad_ca_issuers) continue;
        places.count++;
        if (entry->location->type == GEN_DIRNAME) places.has_directory = 1;
        if (entry->location->type != GEN_URI) continue;
        const ASN1_IA5STRING *uri = entry->location->d.uniformResourceIdentifier;
        const char *text = (const char *)ASN1_STRING_get0_data(uri);
        int length = ASN1_STRING_length(uri);
        if (length >= 4 && memcmp(text, "ldap", 4) == 0) places.has_directory = 1;
        if (places.address[0] || length < 7 || memcmp(text, "http://", 7) != 0) continue;
        memcpy(places.address, text, (size_t)(length < last ? length : last));
    }
    AUTHORITY_INFO_ACCESS_free(access);
    return places;
}

/// SSL_group_to_name(3) of SSL_get_negotiated_group(3): the group of the key exchange; NULL where there was none.
static inline const char *_Nullable openssl_group_name(SSL *_Nonnull ssl) {
    return SSL_group_to_name(ssl, (int)SSL_get_negotiated_group(ssl));
}

/// SSL_get_peer_signature_nid(3): the hash of the peer's handshake signature; 0 where nothing was signed, or the
/// signature has no hash of its own.
static inline int openssl_peer_signature_hash(const SSL *_Nonnull ssl) {
    int nid = 0;
    return SSL_get_peer_signature_nid((SSL *)ssl, &nid) == 1 ? nid : 0;
}

/// SSL_get_peer_signature_type_nid(3): the kind of the peer's handshake signature; 0 where nothing was signed.
static inline int openssl_peer_signature_kind(const SSL *_Nonnull ssl) {
    int nid = 0;
    return SSL_get_peer_signature_type_nid(ssl, &nid) == 1 ? nid : 0;
}
