/* Writes certificate stores through crypt32, as a real implementation of it does: Wine's.
 *
 *   windows-store WANTED.der OTHER.der LIST.crl DIRECTORY
 *
 * The machine's personal store gets both certificates, the first with a key provider and a friendly name, and its
 * store of authorities the second. DIRECTORY gets many.sst with both and the list, empty.sst, and the first
 * certificate as the file of a user's store, element. */
#include <stdio.h>
#include <windows.h>
#include <wincrypt.h>

static BYTE bytes[65536];

static DWORD load(const char *path)
{
    FILE *file = fopen(path, "rb");
    DWORD count = file ? fread(bytes, 1, sizeof bytes, file) : 0;
    if (!count) { fprintf(stderr, "%s cannot be read\n", path); ExitProcess(1); }
    fclose(file);
    return count;
}

static void check(BOOL is_right, const char *what)
{
    if (is_right) return;
    fprintf(stderr, "%s: error %lx\n", what, (unsigned long)GetLastError());
    ExitProcess(1);
}

static void name(PCCERT_CONTEXT certificate)
{
    CRYPT_KEY_PROV_INFO provider = {
        L"te-11111111-2222-3333-4444-555555555555", L"Microsoft Software Key Storage Provider", 0,
        CRYPT_MACHINE_KEYSET, 0, NULL, 0
    };
    CRYPT_DATA_BLOB friendly = { 10 * sizeof(WCHAR), (BYTE *)L"Gr\x00f6\x00df" L"e \x20ac\xd83d\xde00" };
    check(CertSetCertificateContextProperty(certificate, CERT_KEY_PROV_INFO_PROP_ID, 0, &provider), "provider");
    check(CertSetCertificateContextProperty(certificate, CERT_FRIENDLY_NAME_PROP_ID, 0, &friendly), "name");
}

static void fill(HCERTSTORE store, char **paths)
{
    for (int index = 0; index < 2; index++) {
        DWORD count = load(paths[index]);
        PCCERT_CONTEXT added;
        check(CertAddEncodedCertificateToStore(store, X509_ASN_ENCODING, bytes, count, CERT_STORE_ADD_ALWAYS, &added), paths[index]);
        if (index == 0) name(added);
        CertFreeCertificateContext(added);
    }
}

static void save(HCERTSTORE store, const char *directory, const char *file)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", directory, file);
    check(CertSaveStore(store, X509_ASN_ENCODING, CERT_STORE_SAVE_AS_STORE, CERT_STORE_SAVE_TO_FILENAME_A, path, 0), path);
}

static void write_element(HCERTSTORE store, const char *wanted, const char *directory)
{
    DWORD count = load(wanted);
    PCCERT_CONTEXT key = CertCreateCertificateContext(X509_ASN_ENCODING, bytes, count);
    PCCERT_CONTEXT found = CertFindCertificateInStore(store, X509_ASN_ENCODING, 0, CERT_FIND_EXISTING, key, NULL);
    check(found != NULL, "find");
    /* Windows keeps the thumbprint beside it; asking for it makes it one of the properties. */
    BYTE hash[20];
    DWORD hash_count = sizeof hash;
    check(CertGetCertificateContextProperty(found, CERT_SHA1_HASH_PROP_ID, hash, &hash_count), "thumbprint");
    DWORD size = 0;
    check(CertSerializeCertificateStoreElement(found, 0, NULL, &size) && size <= sizeof bytes, "size");
    check(CertSerializeCertificateStoreElement(found, 0, bytes, &size), "serialize");
    char path[1024];
    snprintf(path, sizeof path, "%s/element", directory);
    FILE *file = fopen(path, "wb");
    check(file && fwrite(bytes, 1, size, file) == size && !fclose(file), path);
}

int main(int count, char **arguments)
{
    if (count != 5) return 2;
    HCERTSTORE memory = CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, 0, NULL);
    save(memory, arguments[4], "empty.sst");
    fill(memory, arguments + 1);
    DWORD length = load(arguments[3]);
    check(CertAddEncodedCRLToStore(memory, X509_ASN_ENCODING, bytes, length, CERT_STORE_ADD_ALWAYS, NULL), "list");
    save(memory, arguments[4], "many.sst");
    write_element(memory, arguments[1], arguments[4]);
    HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_SYSTEM_W, 0, 0, CERT_SYSTEM_STORE_LOCAL_MACHINE, L"My");
    check(store != NULL, "system store");
    fill(store, arguments + 1);
    check(CertCloseStore(store, 0), "close");
    HCERTSTORE authorities = CertOpenStore(CERT_STORE_PROV_SYSTEM_W, 0, 0, CERT_SYSTEM_STORE_LOCAL_MACHINE, L"CA");
    length = load(arguments[2]);
    check(CertAddEncodedCertificateToStore(authorities, X509_ASN_ENCODING, bytes, length, CERT_STORE_ADD_ALWAYS, NULL), "authority");
    check(CertCloseStore(authorities, 0), "close");
    return 0;
}
