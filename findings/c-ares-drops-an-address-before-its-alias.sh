#!/bin/bash
# c-ares 1.18.1 (Debian 12): an answer in which the address stands before the alias that leads to it is "success", with no
# address.
#
# One would guess the address, as RFC 1034 gives the records of an answer's section no order, or at least an error such as
# ARES_ENODATA (1) or ARES_EBADRESP (10). ares_parse_a_reply(3) returns ARES_SUCCESS (0) and a count of 0: it follows
# aliases in one pass from the first record to the last, so that the address belongs to a name that it has not met yet. A
# program that takes success for "there is an address" goes on with none. The other order gives the address. c-ares 1.34.9
# (Debian 13) gives it in both.
#
# Seen with 1.18.1-3: the output compared at the end. Needs apt, dpkg-deb and python3; nothing outside the folder changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
(cd "$folder" && apt-get -qq download libc-ares2=1.18.1-3 && dpkg-deb -x libc-ares2_*.deb .)

cat >"$folder/parse.py" <<'END'
import ctypes, socket, struct, sys

library = ctypes.CDLL(sys.argv[1])
library.ares_version.restype = ctypes.c_char_p


class Address(ctypes.Structure):
    """struct ares_addrttl."""

    _fields_ = [("address", ctypes.c_uint32), ("seconds", ctypes.c_int)]


def name(text):
    return b"".join(bytes([len(label)]) + label.encode() for label in text.split(".")) + b"\0"


def record(owner, kind, data):
    return name(owner) + struct.pack(">HHIH", kind, 1, 60, len(data)) + data


question = name("www.name.example") + struct.pack(">HH", 1, 1)
alias = record("www.name.example", 5, name("host.name.example"))
address = record("host.name.example", 1, socket.inet_aton("192.0.2.1"))
print(library.ares_version(None).decode())
for order, records in [("alias first", alias + address), ("address first", address + alias)]:
    answer = struct.pack(">HHHHHH", 1, 0x8180, 1, 2, 0, 0) + question + records
    found, count = (Address * 8)(), ctypes.c_int(8)
    status = library.ares_parse_a_reply(answer, len(answer), None, found, ctypes.byref(count))
    print(f"{order}: status {status}, {count.value} addresses")
END

output=$(python3 "$folder/parse.py" "$(find "$folder" -name 'libcares.so.2')")
expected='1.18.1
alias first: status 0, 1 addresses
address first: status 0, 0 addresses'
echo "$output"
[ "$output" = "$expected" ] || { echo "It behaves otherwise now." >&2; exit 1; }
