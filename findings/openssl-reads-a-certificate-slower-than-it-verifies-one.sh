#!/bin/bash
# OpenSSL 3.0.20 (Debian 12): reading a certificate costs three times as much as verifying its RSA signature.
#
# One would guess that a certificate of 800 bytes is read in no time, and that the signature is what a handshake pays for.
# d2i_X509(3) takes 1.1 million instructions, verifying an RSA signature of 2048 bits 0.35 million, and one of P-256 0.9
# million; GnuTLS 3.7.9 reads the same file with 0.19 million. Nearly all goes to the public key: for each certificate every
# decoder that any provider has is looked up and arranged anew (OSSL_DECODER_CTX_new_for_pkey(3)). A client's TLS 1.3
# handshake with one certificate spends more than a quarter of its instructions there; a program that reads a certificate
# again, as by passing it on in DER, pays for another quarter of a handshake.
#
# Seen with libssl3 3.0.20-1~deb12u2, libgnutls30 3.7.9-2+deb12u7 and valgrind 3.19.0-1, instructions for each, of an RSA
# key and of one on P-256:
#
#   OpenSSL reads    1131602  1154869
#   OpenSSL verifies  344949   876793
#   GnuTLS reads      189129   184812
#
# Counts depend on the processor; what is compared is which is how many times the other. Needs apt, dpkg-deb, openssl and
# python3; nothing outside the folder changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download libssl3=3.0.20-1~deb12u2 libgnutls30=3.7.9-2+deb12u7 valgrind=1:3.19.0-1
for package in *.deb; do dpkg-deb -x "$package" .; done
export VALGRIND_LIB=$folder/usr/libexec/valgrind
libraries=$folder/usr/lib/x86_64-linux-gnu

for key in "rsa:2048" "ec -pkeyopt ec_paramgen_curve:P-256"; do
    # shellcheck disable=SC2086
    openssl req -x509 -newkey $key -nodes -keyout /dev/null -subj /CN=example -days 9 -outform DER -out "${key%%[: ]*}.cer" 2>errors
done

cat >work.py <<'END'
import ctypes, sys

library, work, file, count = ctypes.CDLL(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
der = open(file, "rb").read()


class Datum(ctypes.Structure):
    _fields_ = [("data", ctypes.c_char_p), ("size", ctypes.c_uint)]


def read():
    start = ctypes.c_char_p(der)
    library.d2i_X509.restype = ctypes.c_void_p
    return ctypes.c_void_p(library.d2i_X509(None, ctypes.byref(start), ctypes.c_long(len(der))))


def import_():
    certificate, datum = ctypes.c_void_p(), Datum(der, len(der))
    library.gnutls_x509_crt_init(ctypes.byref(certificate))
    assert library.gnutls_x509_crt_import(certificate, ctypes.byref(datum), 0) == 0
    library.gnutls_x509_crt_deinit(certificate)


if work == "verify":
    certificate = read()
    library.X509_get0_pubkey.restype = ctypes.c_void_p
    key = ctypes.c_void_p(library.X509_get0_pubkey(certificate))
for _ in range(count):
    if work == "read":
        library.X509_free(read())
    elif work == "verify":
        assert library.X509_verify(certificate, key) == 1
    else:
        import_()
END

# counted LIBRARY WORK FILE COUNT - the instructions of that many times, and of the start.
counted() {
    usr/bin/valgrind --tool=callgrind --callgrind-out-file=/dev/null /usr/bin/python3 -S work.py "$libraries/$1" "${@:2}" 2>&1 |
        awk '/Collected/ { print $NF }'
}

# each LIBRARY WORK FILE - the instructions of one.
each() { echo $((($(counted "$@" 60) - $(counted "$@" 10)) / 50)); }

read -ra reads <<<"$(each libcrypto.so.3 read rsa.cer) $(each libcrypto.so.3 read ec.cer)"
read -ra verifies <<<"$(each libcrypto.so.3 verify rsa.cer) $(each libcrypto.so.3 verify ec.cer)"
read -ra others <<<"$(each libgnutls.so.30 import rsa.cer) $(each libgnutls.so.30 import ec.cer)"
echo "OpenSSL reads    ${reads[*]}"
echo "OpenSSL verifies ${verifies[*]}"
echo "GnuTLS reads     ${others[*]}"
if ((reads[0] < 2 * verifies[0] || reads[1] < verifies[1] || reads[0] < 3 * others[0] || reads[1] < 3 * others[1])); then
    echo "It behaves otherwise now." >&2
    exit 1
fi
