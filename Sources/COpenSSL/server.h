/// TLS servers of OpenSSL 3 with a key of their own, as Swift can call them: macros as functions.
#pragma once
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/ssl.h>

/// A new key on the curve P-256 (EVP_EC_gen(3)), the caller's to free; NULL on failure.
static inline EVP_PKEY *_Nullable openssl_new_ec_key(void) {
    return EVP_EC_gen("P-256");
}

/// A new RSA key (EVP_RSA_gen(3)), the caller's to free; NULL on failure.
static inline EVP_PKEY *_Nullable openssl_new_rsa_key(unsigned int bits) {
    return EVP_RSA_gen(bits);
}

/// SSL_CTX_set_dh_auto(3): a server that chooses groups for finite field Diffie-Hellman by itself. Cannot fail.
static inline void openssl_choose_groups(SSL_CTX *_Nonnull context) {
    SSL_CTX_set_dh_auto(context, 1);
}
