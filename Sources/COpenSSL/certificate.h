/// Certificates and their containers (X509, PEM, PKCS#12) of OpenSSL 3, as Swift can call them.
#pragma once
#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

/// Flags of X509_NAME_print_ex(3) for one line in RFC 2253 order that leaves UTF-8 readable and control
/// characters escaped; the macros are too composed for Swift to import.
static inline unsigned long openssl_name_flags(void) {
    return XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB;
}
