#!/bin/bash
# Traffic Server 9.2.5 (Debian 12): a CONNECT to a port where nothing listens is answered with "200 OK".
#
# One would guess 502 or 503, as squid, Apache, tinyproxy and privoxy answer: RFC 9110 section 9.3.6 has the proxy connect
# first, and a 2xx say that it has. Traffic Server sends the 200 at once, tries to connect then, and ends the connection
# when that fails: no status ever tells the refusal. So a program that takes the 200 for a connection reports that a port is
# open which is closed, and one that sends its ClientHello behind it blames TLS for "unexpected end of file". Only a name
# that does not resolve gets a status of its own (500).
#
# Seen with 9.2.5+ds-0+deb12u4, which calls itself 9.2.9: the output compared at the end. Needs root, apt, dpkg-deb, python3,
# unshare and ip; nothing outside the folder changes, and all traffic stays in a network namespace of its own.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download trafficserver=9.2.5+ds-0+deb12u4 libhwloc15=2.9.0-1 libpcre3=2:8.39-15 libyaml-cpp0.7=0.7.0+dfsg-8+b1
for package in ./*.deb; do dpkg-deb -x "$package" .; done

mkdir -p state/{log,run,cache}
cat >etc/trafficserver/records.config <<END
CONFIG proxy.config.http.server_ports STRING 3128:ip-in=127.0.0.1
CONFIG proxy.config.http.connect_ports STRING 9443
CONFIG proxy.config.url_remap.remap_required INT 0
CONFIG proxy.config.reverse_proxy.enabled INT 0
CONFIG proxy.config.admin.user_id STRING #-1
END
cat >runroot.yaml <<END
prefix: $folder
exec_prefix: $folder/usr
bindir: $folder/usr/bin
sbindir: $folder/usr/bin
sysconfdir: $folder/etc/trafficserver
datadir: $folder/state/cache
localstatedir: $folder/state/run
runtimedir: $folder/state/run
logdir: $folder/state/log
cachedir: $folder/state/cache
libexecdir: $folder/usr/lib/trafficserver/modules
END
cat >ask.py <<'END'
import socket
import subprocess
import sys
import time


def ask():
    """Sends one CONNECT; the status line, and what comes behind the head."""
    with socket.create_connection(("127.0.0.1", 3128), timeout=10) as proxy:
        proxy.sendall(b"CONNECT 127.0.0.1:9443 HTTP/1.1\r\nHost: 127.0.0.1:9443\r\n\r\n")
        said = b""
        while b"\r\n\r\n" not in said and (more := proxy.recv(4096)):
            said += more
        head, _, rest = said.partition(b"\r\n\r\n")
        print(head.split(b"\r\n")[0].decode())
        print("then", "bytes" if rest or proxy.recv(4096) else "the end")


server = subprocess.Popen(
    ["usr/bin/traffic_server", "--run-root=runroot.yaml"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
)
try:
    end = time.monotonic() + 30
    while True:
        try:
            socket.create_connection(("127.0.0.1", 3128)).close()
            break
        except ConnectionRefusedError:
            if server.poll() is not None or time.monotonic() > end:
                sys.exit("Traffic Server does not listen.")
    ask()
finally:
    server.kill()
    server.wait()
END

export LD_LIBRARY_PATH=$folder/usr/lib/x86_64-linux-gnu:$folder/usr/lib/trafficserver
output=$(unshare --net bash -c 'ip link set lo up && exec python3 ask.py')
expected='HTTP/1.1 200 OK
then the end'
echo "$output"
[ "$output" = "$expected" ] || { echo "It behaves otherwise now." >&2; exit 1; }
