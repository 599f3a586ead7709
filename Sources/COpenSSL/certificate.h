/// Certificates and their containers (X509, PEM, PKCS#12) of OpenSSL 3, as Swift can call them.
#pragma once
#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

/// Flags of X509_NAME_print_ex(3) for one line in RFC 2253 order that leaves UTF-8 readable and control
/// characters escaped; the macros are too composed for Swift to import.
static inline unsigned long openssl_name_flags(void) {
    return XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB;
}

/// How many purposes an extended key usage lists.
static inline int openssl_purpose_count(const EXTENDED_KEY_USAGE *_Nonnull usage) {
    return sk_ASN1_OBJECT_num(usage);
}

/// The purpose at `index`, as NID; NID_undef where OpenSSL does not know it.
static inline int openssl_purpose(const EXTENDED_KEY_USAGE *_Nonnull usage, int index) {
    return OBJ_obj2nid(sk_ASN1_OBJECT_value(usage, index));
}

/// How many content parts a PKCS#12 file has.
static inline int openssl_part_count(const STACK_OF(PKCS7) *_Nonnull parts) {
    return sk_PKCS7_num(parts);
}

/// The part at `index`, which stays the stack's.
static inline PKCS7 *_Nullable openssl_part(const STACK_OF(PKCS7) *_Nonnull parts, int index) {
    return sk_PKCS7_value(parts, index);
}

/// Frees the stack and its parts.
static inline void openssl_free_parts(STACK_OF(PKCS7) *_Nullable parts) {
    sk_PKCS7_pop_free(parts, PKCS7_free);
}

/// How many bags a part of a PKCS#12 file holds.
static inline int openssl_bag_count(const STACK_OF(PKCS12_SAFEBAG) *_Nonnull bags) {
    return sk_PKCS12_SAFEBAG_num(bags);
}

/// The bag at `index`, which stays the stack's.
static inline PKCS12_SAFEBAG *_Nullable openssl_bag(const STACK_OF(PKCS12_SAFEBAG) *_Nonnull bags, int index) {
    return sk_PKCS12_SAFEBAG_value(bags, index);
}

/// Frees the stack and its bags.
static inline void openssl_free_bags(STACK_OF(PKCS12_SAFEBAG) *_Nullable bags) {
    sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
}

/// The certificates of a PKCS#7 file, which stay the file's; NULL unless it is signed data that has some.
static inline const STACK_OF(X509) *_Nullable openssl_certificates(const PKCS7 *_Nonnull message) {
    if (OBJ_obj2nid(message->type) != NID_pkcs7_signed || !message->d.sign) return NULL;
    return message->d.sign->cert;
}

/// How many there are.
static inline int openssl_certificate_count(const STACK_OF(X509) *_Nonnull certificates) {
    return sk_X509_num(certificates);
}

/// The one at `index`, which stays the stack's.
static inline X509 *_Nullable openssl_certificate(const STACK_OF(X509) *_Nonnull certificates, int index) {
    return sk_X509_value(certificates, index);
}
