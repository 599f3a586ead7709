#!/bin/bash
# squid 5.7 (Debian 12): for a name that does not exist it never says ERR_DNS_FAIL, but ERR_READ_ERROR or ERR_CANNOT_FORWARD.
#
# One would guess 503 and "X-Squid-Error: ERR_DNS_FAIL": it has that page, "Unable to determine IP address from host name". But
# where the name server answers NXDOMAIN, a page of plain HTTP is 502 and ERR_READ_ERROR, although nothing was connected to, let
# alone read from; a CONNECT is 500 and ERR_CANNOT_FORWARD; and with ssl_bump the CONNECT is granted, and the page inside its TLS
# is ERR_READ_ERROR again. Whoever sorts failures by that field, its only machine-readable word, sends people to the network
# behind the proxy, where its name server, or the name itself, is to be looked at.
#
# Seen with 5.7-2+deb12u6: the output compared at the end. Needs root, apt, dpkg-deb, openssl, python3, unshare and ip; nothing
# outside the folder changes, and all traffic stays in a network namespace of its own.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
cd "$folder"
apt-get -qq download squid-openssl=5.7-2+deb12u6 squid-common=5.7-2+deb12u6 libecap3=1.0.1-3.4 libltdl7=2.4.7-7~deb12u1 \
    squid-langpack=20220130-1
for package in ./*.deb; do dpkg-deb -x "$package" .; done

openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=box -addext basicConstraints=critical,CA:true \
    -addext keyUsage=critical,keyCertSign -keyout key.pem -out box.pem 2>/dev/null
cat key.pem >>box.pem
usr/lib/squid/security_file_certgen -c -s "$folder/forged" -M 4MB >/dev/null
chown -R nobody box.pem forged
cat >squid.conf <<END
http_port 127.0.0.1:3128
http_port 127.0.0.1:3129 ssl-bump generate-host-certificates=on tls-cert=$folder/box.pem
sslcrtd_program $folder/usr/lib/squid/security_file_certgen -s $folder/forged -M 4MB
sslcrtd_children 1
ssl_bump bump all
http_access allow all
dns_nameservers 127.0.0.1
hosts_file none
error_directory $folder/usr/share/squid-langpack/en
icon_directory $folder/usr/share/squid/icons
mime_table $folder/usr/share/squid/mime.conf
cache_effective_user nobody
visible_hostname proxy.example
access_log none
cache_log /dev/null
cache_store_log none
pid_filename none
pinger_enable off
coredump_dir none
shutdown_lifetime 0 seconds
END
cat >ask.py <<'END'
import socket
import ssl
import subprocess
import sys
import threading
import time

NAME = "missing.example"


def answer_names():
    """A name server for which no name exists (NXDOMAIN)."""
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 53))
    while True:
        question, peer = server.recvfrom(512)
        asked = question[12 : question.index(0, 12) + 5]
        server.sendto(question[:2] + b"\x81\x83\x00\x01" + bytes(6) + asked, peer)


def head(connection):
    said = b""
    while b"\r\n\r\n" not in said and (more := connection.recv(4096)):
        said += more
    lines = said.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    print(" ", *(line for line in lines if line.startswith(("HTTP/", "X-Squid-Error"))), sep=" ")


def ask_for_page():
    with socket.create_connection(("127.0.0.1", 3128), timeout=10) as proxy:
        proxy.sendall(f"GET http://{NAME}/ HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n\r\n".encode())
        print("GET")
        head(proxy)


def ask(port, bumps):
    with socket.create_connection(("127.0.0.1", port), timeout=10) as proxy:
        proxy.sendall(f"CONNECT {NAME}:443 HTTP/1.1\r\nHost: {NAME}:443\r\n\r\n".encode())
        print("CONNECT, with ssl_bump" if bumps else "CONNECT")
        head(proxy)
        if bumps:
            context = ssl._create_unverified_context()
            with context.wrap_socket(proxy, server_hostname=NAME) as inside:
                inside.sendall(f"HEAD / HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n\r\n".encode())
                head(inside)


threading.Thread(target=answer_names, daemon=True).start()
server = subprocess.Popen(
    ["usr/sbin/squid", "-N", "-f", "squid.conf"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
)
try:
    end = time.monotonic() + 30
    for port in 3128, 3129:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except ConnectionRefusedError:
                if server.poll() is not None or time.monotonic() > end:
                    sys.exit("squid does not listen.")
    ask_for_page()
    ask(3128, False)
    ask(3129, True)
finally:
    server.kill()
    server.wait()
END

export LD_LIBRARY_PATH=$folder/usr/lib/x86_64-linux-gnu
# Its shared memory has a name of its own there.
output=$(unshare --net --mount bash -c 'mount -t tmpfs tmpfs /dev/shm && ip link set lo up && exec python3 ask.py')
expected='GET
  HTTP/1.1 502 Bad Gateway X-Squid-Error: ERR_READ_ERROR 0
CONNECT
  HTTP/1.1 500 Internal Server Error X-Squid-Error: ERR_CANNOT_FORWARD 0
CONNECT, with ssl_bump
  HTTP/1.1 200 Connection established
  HTTP/1.1 502 Bad Gateway X-Squid-Error: ERR_READ_ERROR 0'
echo "$output"
[ "$output" = "$expected" ] || { echo "It behaves otherwise now." >&2; exit 1; }
