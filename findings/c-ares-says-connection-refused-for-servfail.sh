#!/bin/bash
# c-ares 1.18.1 (Debian 12): a name server that answers SERVFAIL or REFUSED is told as "connection refused".
#
# One would guess ARES_ESERVFAIL (3) and ARES_EREFUSED (6): ares_query(3) lists both, and a program that logs
# ares_strerror() would then say what the server answered. What comes is ARES_ECONNREFUSED (11), "Could not contact DNS
# servers", the very code of a server to which no packet gets through: c-ares takes both answers for a reason to try the
# next server, forgets them, and at the end tells that it reached none. Only with ARES_FLAG_NOCHECKRESP does the answer's
# own code come through; as documented, such an answer is then not discarded, so it is final.
#
# Seen with 1.18.1-3: the output compared at the end. Needs apt, dpkg-deb and python3; nothing outside the folder changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
(cd "$folder" && apt-get -qq download libc-ares2=1.18.1-3 && dpkg-deb -x libc-ares2_*.deb .)

cat >"$folder/ask.py" <<'END'
import ctypes, select, socket, struct, sys, threading

library = ctypes.CDLL(sys.argv[1])
library.ares_strerror.restype = ctypes.c_char_p
library.ares_version.restype = ctypes.c_char_p
library.ares_timeout.restype = ctypes.c_void_p
Done = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_int, ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
NOCHECKRESP, OPTION_FLAGS = 1 << 7, 1


def serve(server, code):
    """Answers every question with this code and no record."""
    while True:
        question, peer = server.recvfrom(512)
        end = question.index(0, 12) + 5
        head = question[:2] + struct.pack(">HHHHH", 0x8180 | code, 1, 0, 0, 0)
        server.sendto(head + question[12:end], peer)


def ask(code, flags):
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 0))
    threading.Thread(target=serve, args=(server, code), daemon=True).start()
    # The head of struct ares_options: int flags, then what is not named in the mask; more than the whole of it.
    options = (ctypes.c_int * 64)(flags)
    channel = ctypes.c_void_p()
    if library.ares_init_options(ctypes.byref(channel), options, OPTION_FLAGS):
        sys.exit("no channel")
    servers = b"127.0.0.1:%d" % server.getsockname()[1]
    if library.ares_set_servers_ports_csv(channel, servers):
        sys.exit("no servers")
    seen = []
    done = Done(lambda data, status, timeouts, answer, length: seen.append(status))
    library.ares_query(channel, b"name.example.", 1, 1, done, None)
    sockets = (ctypes.c_int * 16)()
    while not seen:
        wanted = library.ares_getsock(channel, sockets, 16)
        reading = [sockets[i] for i in range(16) if wanted >> i & 1]
        ready, _, _ = select.select(reading, [], [], 5)
        for descriptor in ready or [-1]:
            library.ares_process_fd(channel, descriptor, -1)
    library.ares_destroy(channel)
    return f"{seen[0]} {library.ares_strerror(seen[0]).decode()}"


library.ares_library_init(1)
print(library.ares_version(None).decode())
for name, code in [("SERVFAIL", 2), ("REFUSED", 5)]:
    print(f"{name}: {ask(code, 0)}; with NOCHECKRESP: {ask(code, NOCHECKRESP)}")
END

output=$(python3 "$folder/ask.py" "$(find "$folder" -name 'libcares.so.2')")
expected='1.18.1
SERVFAIL: 11 Could not contact DNS servers; with NOCHECKRESP: 3 DNS server returned general failure
REFUSED: 11 Could not contact DNS servers; with NOCHECKRESP: 6 DNS server refused query'
echo "$output"
[ "$output" = "$expected" ] || { echo "It behaves otherwise now." >&2; exit 1; }
