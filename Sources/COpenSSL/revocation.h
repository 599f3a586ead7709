/// Revocation lists and OCSP of OpenSSL 3, as Swift can call them: what certificates are checked with.
#pragma once
#include <openssl/asn1.h>
#include <openssl/ocsp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

/// Seconds since 1970; INT64_MIN where there is no time, or none that can be read.
static inline int64_t openssl_seconds(const ASN1_TIME *_Nullable time) {
    struct tm parts = {0};
    return time && ASN1_TIME_to_tm(time, &parts) == 1 ? (int64_t)timegm(&parts) : INT64_MIN;
}

/// What the addresses of a certificate are for.
enum openssl_address_kind { OPENSSL_ISSUER, OPENSSL_LIST, OPENSSL_RESPONDER };

/// Copies a URI, unless it is empty, has a NUL or is too long. Returns its length, 0 for none.
static inline int openssl_copy_uri(const GENERAL_NAME *_Nonnull name, char *_Nonnull text, int size) {
    if (name->type != GEN_URI) return 0;
    const ASN1_IA5STRING *uri = name->d.uniformResourceIdentifier;
    int length = ASN1_STRING_length(uri);
    if (length <= 0 || length >= size || memchr(ASN1_STRING_get0_data(uri), 0, (size_t)length)) return 0;
    memcpy(text, ASN1_STRING_get0_data(uri), (size_t)length);
    text[length] = 0;
    return length;
}

/// Copies the address at `index` of those of a kind that a certificate names: its authority information access and its
/// CRL distribution points (RFC 5280 sections 4.2.2.1 and 4.2.1.13). Returns its length, 0 beyond the end.
static inline int openssl_named_address(
    X509 *_Nonnull certificate, enum openssl_address_kind kind, int index, char *_Nonnull text, int size) {
    int found = 0, length = 0;
    if (kind == OPENSSL_LIST) {
        CRL_DIST_POINTS *points = X509_get_ext_d2i(certificate, NID_crl_distribution_points, NULL, NULL);
        for (int place = 0; place < sk_DIST_POINT_num(points) && found <= index; place++) {
            const DIST_POINT_NAME *name = sk_DIST_POINT_value(points, place)->distpoint;
            if (!name || name->type != 0) continue;
            for (int one = 0; one < sk_GENERAL_NAME_num(name->name.fullname) && found <= index; one++) {
                length = openssl_copy_uri(sk_GENERAL_NAME_value(name->name.fullname, one), text, size);
                if (length) found++;
            }
        }
        CRL_DIST_POINTS_free(points);
    } else {
        int wanted = kind == OPENSSL_ISSUER ? NID_ad_ca_issuers : NID_ad_OCSP;
        AUTHORITY_INFO_ACCESS *access = X509_get_ext_d2i(certificate, NID_info_access, NULL, NULL);
        for (int place = 0; place < sk_ACCESS_DESCRIPTION_num(access) && found <= index; place++) {
            const ACCESS_DESCRIPTION *entry = sk_ACCESS_DESCRIPTION_value(access, place);
            if (OBJ_obj2nid(entry->method) != wanted) continue;
            length = openssl_copy_uri(entry->location, text, size);
            if (length) found++;
        }
        AUTHORITY_INFO_ACCESS_free(access);
    }
    return found > index ? length : 0;
}

/// A revocation list whose entries stay where they are: OpenSSL's own form takes ten times the memory.
struct openssl_list {
    /// All but the entries; NULL where the bytes are no list.
    X509_CRL *_Nullable head;
    /// What is signed, and the entries in it.
    const unsigned char *_Nullable signed_part;
    long signed_length;
    const unsigned char *_Nullable entries;
    long entries_length;
};

/// Reads one element of DER at `*at`, before `end`. Returns its tag, -1 where there is none; `*content` and `*length` are
/// what it holds, and `*at` goes behind it.
static inline int openssl_element(
    const unsigned char *_Nonnull *_Nonnull at, const unsigned char *_Nonnull end,
    const unsigned char *_Nonnull *_Nonnull content, long *_Nonnull length) {
    int tag = 0, class = 0;
    *content = *at;
    if (*at >= end) return -1;
    int form = ASN1_get_object((const unsigned char **)content, length, &tag, &class, end - *at);
    if (form & 0x80 || form == 0x21 || *length > end - *content) return -1;
    *at = *content + *length;
    return class == V_ASN1_UNIVERSAL ? tag : 0x100 | tag;
}

/// Reads the list that these bytes are, which must live as long as it; its head is the caller's to free.
static inline struct openssl_list openssl_read_list(const unsigned char *_Nonnull bytes, long count) {
    struct openssl_list list = {0};
    const unsigned char *at = bytes, *end, *content, *part, *entries = NULL;
    long length, part_length, entries_length = 0;
    if (openssl_element(&at, bytes + count, &content, &length) != V_ASN1_SEQUENCE) return list;
    at = content;
    end = content + length;
    const unsigned char *start = at;
    if (openssl_element(&at, end, &part, &part_length) != V_ASN1_SEQUENCE) return list;
    const unsigned char *rest = at, *inner = part, *element;
    long element_length;
    int tag, names = 0, times = 0;
    while (!entries && inner < part + part_length) {
        const unsigned char *here = inner;
        tag = openssl_element(&inner, part + part_length, &element, &element_length);
        if (tag < 0) return list;
        if (tag == V_ASN1_UTCTIME || tag == V_ASN1_GENERALIZEDTIME) times++;
        if (tag == V_ASN1_SEQUENCE && ++names == 3 && times > 0) {
            entries = here;
            entries_length = inner - here;
            list.entries = element;
            list.entries_length = element_length;
        }
    }
    // The same without its entries, for OpenSSL to read.
    long kept = part_length - entries_length, tail = end - rest;
    int kept_size = ASN1_object_size(1, (int)kept, V_ASN1_SEQUENCE);
    if (kept > 1 << 20 || tail > 1 << 16 || kept_size < 0) return (struct openssl_list){0};
    int size = ASN1_object_size(1, kept_size + (int)tail, V_ASN1_SEQUENCE);
    unsigned char *copy = size > 0 ? OPENSSL_malloc((size_t)size) : NULL;
    if (!copy) return (struct openssl_list){0};
    unsigned char *next = copy;
    ASN1_put_object(&next, 1, kept_size + (int)tail, V_ASN1_SEQUENCE, V_ASN1_UNIVERSAL);
    ASN1_put_object(&next, 1, (int)kept, V_ASN1_SEQUENCE, V_ASN1_UNIVERSAL);
    long before = entries ? entries - part : part_length;
    memcpy(next, part, (size_t)before);
    memcpy(next + before, part + before + entries_length, (size_t)(kept - before));
    memcpy(next + kept, rest, (size_t)tail);
    const unsigned char *reading = copy;
    list.head = d2i_X509_CRL(NULL, &reading, size);
    OPENSSL_free(copy);
    list.signed_part = start;
    list.signed_length = rest - start;
    return list;
}

/// Whether the issuer of a certificate signed the list, in its own name. Returns 1 if it did, 0 if not.
static inline int openssl_list_is_of(const struct openssl_list *_Nonnull list, X509 *_Nonnull issuer) {
    if (X509_NAME_cmp(X509_CRL_get_issuer(list->head), X509_get_subject_name(issuer)) != 0) return 0;
    const ASN1_BIT_STRING *signature;
    const X509_ALGOR *algorithm;
    X509_CRL_get0_signature(list->head, &signature, &algorithm);
    const unsigned char *at = list->signed_part;
    ASN1_TYPE *whole = d2i_ASN1_TYPE(NULL, &at, list->signed_length);
    EVP_PKEY *key = X509_get0_pubkey(issuer);
    int is_signed = whole && key
        && ASN1_item_verify(ASN1_ITEM_rptr(ASN1_ANY), algorithm, signature, whole, key) == 1;
    ASN1_TYPE_free(whole);
    return is_signed;
}

/// Whether the list has certificates of other authorities too (RFC 5280 section 5.2.5), or of another name than its issuer's.
static inline int openssl_list_is_indirect(const struct openssl_list *_Nonnull list) {
    ISSUING_DIST_POINT *point = X509_CRL_get_ext_d2i(list->head, NID_issuing_distribution_point, NULL, NULL);
    int is_indirect = point && point->indirectCRL > 0;
    ISSUING_DIST_POINT_free(point);
    return is_indirect;
}

/// An entry of a list: the content of its serial number, and the whole.
struct openssl_list_entry {
    const unsigned char *_Nullable serial;
    long serial_length;
    const unsigned char *_Nullable start;
    long length;
};

/// The entry at `*offset` of the entries, which goes behind it; its `serial` is NULL at their end.
static inline struct openssl_list_entry openssl_next_entry(
    const struct openssl_list *_Nonnull list, long *_Nonnull offset) {
    struct openssl_list_entry entry = {0};
    if (!list->entries || *offset >= list->entries_length) return entry;
    const unsigned char *at = list->entries + *offset, *content, *serial;
    long length, serial_length;
    entry.start = at;
    if (openssl_element(&at, list->entries + list->entries_length, &content, &length) != V_ASN1_SEQUENCE)
        return entry;
    entry.length = at - entry.start;
    *offset += entry.length;
    const unsigned char *end = content + length;
    if (openssl_element(&content, end, &serial, &serial_length) != V_ASN1_INTEGER) return entry;
    entry.serial = serial;
    entry.serial_length = serial_length;
    return entry;
}

/// What is said of a certificate: since when, and why (RFC 5280 section 5.3.1; -1 where that is not said).
struct openssl_revocation {
    int64_t date;
    int reason;
};

static inline struct openssl_revocation openssl_entry_details(const struct openssl_list_entry *_Nonnull entry) {
    struct openssl_revocation details = {INT64_MIN, -1};
    const unsigned char *at = entry->start;
    X509_REVOKED *revoked = d2i_X509_REVOKED(NULL, &at, entry->length);
    if (!revoked) return details;
    details.date = openssl_seconds(X509_REVOKED_get0_revocationDate(revoked));
    ASN1_ENUMERATED *reason = X509_REVOKED_get_ext_d2i(revoked, NID_crl_reason, NULL, NULL);
    if (reason) details.reason = (int)ASN1_ENUMERATED_get(reason);
    ASN1_ENUMERATED_free(reason);
    X509_REVOKED_free(revoked);
    return details;
}

/// The DER of a question to a responder about `certificate` (RFC 6960 section 4.1), without a nonce, so that it may answer
/// from a cache (RFC 5019); the caller's to free (CRYPTO_free(3)). Returns its length, at most 0 on failure.
static inline int openssl_question(
    X509 *_Nonnull certificate, X509 *_Nonnull issuer, unsigned char *_Nullable *_Nonnull der) {
    int length = 0;
    OCSP_REQUEST *request = OCSP_REQUEST_new();
    OCSP_CERTID *id = OCSP_cert_to_id(EVP_sha1(), certificate, issuer);
    if (request && id && OCSP_request_add0_id(request, id)) {
        id = NULL;
        length = i2d_OCSP_REQUEST(request, der);
    }
    OCSP_CERTID_free(id);
    OCSP_REQUEST_free(request);
    return length;
}

/// What a responder's answer is worth.
enum openssl_answer_kind {
    OPENSSL_NO_ANSWER,
    /// A status other than "successful", which is not signed; `status` has it.
    OPENSSL_REFUSAL,
    /// Nobody signed it who may speak for the issuer.
    OPENSSL_UNSIGNED,
    /// It is about other certificates.
    OPENSSL_OTHER,
    /// `status` is one of V_OCSP_CERTSTATUS_*.
    OPENSSL_ANSWER
};

struct openssl_answer {
    enum openssl_answer_kind kind;
    int status;
    struct openssl_revocation revocation;
    /// INT64_MIN where there is always a newer one.
    int64_t next_update;
};

/// Verifies an answer with the issuer's certificate, or with one that the issuer made for that (RFC 6960 section 4.2.2.2).
static inline int openssl_answer_is_signed(OCSP_BASICRESP *_Nonnull basic, X509 *_Nonnull issuer, int64_t now) {
    X509_STORE *store = X509_STORE_new();
    STACK_OF(X509) *certificates = sk_X509_new_null();
    int is_signed = 0;
    if (store && certificates && X509_STORE_add_cert(store, issuer) && sk_X509_push(certificates, issuer)) {
        X509_VERIFY_PARAM *parameters = X509_STORE_get0_param(store);
        X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_PARTIAL_CHAIN);
        X509_VERIFY_PARAM_set_time(parameters, (time_t)now);
        is_signed = OCSP_basic_verify(basic, certificates, store, OCSP_NOEXPLICIT | OCSP_PARTIAL_CHAIN) == 1;
    }
    sk_X509_free(certificates);
    X509_STORE_free(store);
    return is_signed;
}

/// Whether an answer's identifier, in whichever hash, is the certificate's.
static inline int openssl_is_about(
    const OCSP_SINGLERESP *_Nonnull single, X509 *_Nonnull certificate, X509 *_Nonnull issuer) {
    const OCSP_CERTID *theirs = OCSP_SINGLERESP_get0_id(single);
    ASN1_OBJECT *hash = NULL;
    if (!OCSP_id_get0_info(NULL, &hash, NULL, NULL, (OCSP_CERTID *)theirs)) return 0;
    const EVP_MD *digest = EVP_get_digestbyobj(hash);
    OCSP_CERTID *ours = digest ? OCSP_cert_to_id(digest, certificate, issuer) : NULL;
    int is_same = ours && OCSP_id_cmp(ours, theirs) == 0;
    OCSP_CERTID_free(ours);
    return is_same;
}

/// Reads what a responder sent about `certificate`; `now` in seconds since 1970 is when its own certificate must be valid.
static inline struct openssl_answer openssl_read_answer(
    const unsigned char *_Nonnull bytes, long count, X509 *_Nonnull certificate, X509 *_Nonnull issuer,
    int64_t now) {
    struct openssl_answer answer = {OPENSSL_NO_ANSWER, 0, {INT64_MIN, -1}, INT64_MIN};
    OCSP_RESPONSE *response = d2i_OCSP_RESPONSE(NULL, &bytes, count);
    if (!response) return answer;
    OCSP_BASICRESP *basic = NULL;
    answer.status = OCSP_response_status(response);
    if (answer.status != OCSP_RESPONSE_STATUS_SUCCESSFUL) {
        answer.kind = OPENSSL_REFUSAL;
    } else if ((basic = OCSP_response_get1_basic(response)) != NULL) {
        answer.kind = openssl_answer_is_signed(basic, issuer, now) ? OPENSSL_OTHER : OPENSSL_UNSIGNED;
        for (int index = 0; answer.kind == OPENSSL_OTHER && index < OCSP_resp_count(basic); index++) {
            OCSP_SINGLERESP *single = OCSP_resp_get0(basic, index);
            if (!openssl_is_about(single, certificate, issuer)) continue;
            ASN1_GENERALIZEDTIME *revoked = NULL, *next = NULL;
            answer.kind = OPENSSL_ANSWER;
            answer.status
                = OCSP_single_get0_status(single, &answer.revocation.reason, &revoked, NULL, &next);
            answer.revocation.date = openssl_seconds(revoked);
            answer.next_update = openssl_seconds(next);
        }
    }
    OCSP_BASICRESP_free(basic);
    OCSP_RESPONSE_free(response);
    return answer;
}
