import TestSupport
import Testing
import WatchCore

extension ServiceTests {
    /// A daemon with few descriptors, whose checks all are of servers that are well: nothing may be said of them.
    struct DescriptorTests {
        @Test(.timeLimit(.minutes(2)))
        func aLowLimitHasFewerProbesInFlightAndNothingElse() async throws {
            try await Self.open("[Service]\nLimitNOFILE=48") { host in
                try await host.awaitProbes()
                let told = try await host.told()
                #expect(told == ["1090 info service", "1092 info configuration"])
            }
        }

        @Test(.timeLimit(.minutes(3)))
        func runningOutIsOneAlertAboutTheDaemonAndBlamesNobody() async throws {
            try await Self.open("[Service]\nLimitNOFILE=4096\nWatchdogSec=2s") { host in
                try await host.awaitProbes()
                let process = try await host.property("MainPID")
                // It holds 17 or 18 and keeps 8 back: no probe gets one.
                try await host.machine.succeed("prlimit --pid \(process) --nofile=24:")
                let raised = try await host.entries(1, of: .hostDegraded, "raised")
                #expect(
                    raised.first?["MESSAGE"]
                        == "This daemon has no descriptors left, as its limit is 24: what it cannot open is not judged."
                )
                #expect(raised.first?["CONNECTOR_REMEDY"]?.contains("LimitNOFILE=") == true)
                try await host.machine.succeed("systemctl reload --no-block connector-watch")
                // Signs of life still come, for three times as long as the watchdog waits for one.
                try await host.machine.succeed(
                    """
                    sign() { systemctl show -P WatchdogTimestampMonotonic connector-watch; }
                    first=$(sign)
                    until [ $(($(sign) - first)) -ge 6000000 ]; do :; done
                    """)
                try await host.machine.succeed("prlimit --pid \(process) --nofile=4096:")
                let recovered = try await host.entries(1, of: .hostDegraded, "recovered")
                #expect(recovered.first?["CONNECTOR_INCIDENT"] == raised.first?["CONNECTOR_INCIDENT"])
                try await host.awaitProbes()
                let told = try await host.told()
                #expect(
                    told == [
                        "1090 info service", "1092 info configuration", "1099 raised descriptors",
                        "1099 recovered descriptors",
                    ])
                #expect(try await host.property("NRestarts") == "0")
                // It sees again.
                try await host.machine.succeed("systemctl stop servers")
                _ = try await host.entries(1, of: .portUnreachable, "raised")
            }
        }

        @Test(.timeLimit(.minutes(2)))
        func aProbeThatTakesMoreThanThereAreBlamesNobodyEither() async throws {
            try await Self.open("[Service]\nLimitNOFILE=36") { host in
                try await host.machine.succeed(
                    "for number in {1..16}; do echo \"127.0.1.$number many.test\"; done >>/etc/hosts")
                try await host.configure("many", "[Port many]\nHost=many.test\nPorts=8080")
                _ = try await host.entries(1, of: .hostDegraded, "raised")
                try await host.awaitProbes(except: "port many:8080")
                let told = try await host.told()
                #expect(
                    told == [
                        "1090 info service", "1092 info configuration", "1099 raised descriptors",
                    ])
            }
        }

        @Test(.timeLimit(.minutes(2)))
        func withFewerThanItHoldsItDoesNotStart() async throws {
            try await InstalledHost.open { host in
                try await host.configureUnit("[Service]\nLimitNOFILE=\(Self.fewest - 1)")
                let start = try await host.machine.run("systemctl start connector-watch")
                #expect(start.status != 0)
                #expect(try await host.property("ExecMainStatus") == "78")
                let said = try await host.machine.succeed(
                    "journalctl --sync && journalctl -o cat -u connector-watch")
                #expect(
                    said.contains(
                        "This process may have 31 descriptors (LimitNOFILE=), and needs at least 32."))
            }
        }

        private static let fewest = 32

        /// A host that watches 100 servers that are well, by address, by name, over TLS, and pages; one failure is an alert.
        private static func open(_ unit: String, _ body: (InstalledHost) async throws -> Void) async throws {
            let checks = (1...25).map {
                """
                [Port address-\($0)]
                Host=127.0.0.1
                Ports=8080
                [Port name-\($0)]
                Host=served.test
                Ports=8080
                [TLS \($0)]
                Host=ok.test
                Port=8443
                Checks=tls1.2 sha512 certificate inspection
                [Login \($0)]
                URL=https://ok.test:8443/\($0)

                """
            }.joined()
            try await InstalledHost.open { host in
                try await host.machine.succeed(
                    """
                    mkdir /run/roots
                    cd /run/roots
                    openssl req -x509 -newkey rsa:2048 -nodes -keyout /run/key -out root.crt -subj /CN=ok.test -days 30 \
                        -addext subjectAltName=DNS:ok.test
                    openssl rehash .
                    # As the distribution's, or it would be an inspecting device's.
                    install -D root.crt /usr/share/ca-certificates/mozilla/test.crt
                    cat >/run/nginx.conf <<'CONF'
                    error_log /run/error.log;
                    pid /run/nginx.pid;
                    daemon off;
                    events { worker_connections 4096; }
                    http {
                        access_log off;
                        server {
                            listen [::]:8080 ipv6only=off;
                            listen 8443 ssl;
                            ssl_certificate /run/roots/root.crt;
                            ssl_certificate_key /run/key;
                            location / { return 200 "Sign in"; }
                        }
                    }
                    CONF
                    systemd-run --unit=servers nginx -c /run/nginx.conf -e /run/error.log
                    until curl -so /dev/null http://127.0.0.1:8080/; do :; done
                    """)
                // OpenSSL opens a root's file only when it verifies a chain.
                try await host.configureUnit(
                    "\(unit)\nEnvironment=SSL_CERT_DIR=/run/roots SSL_CERT_FILE=/nonexistent")
                try await host.configure(
                    "limits",
                    "[Trust]\nPollInterval=1s\n[Defaults]\nFailuresToAlert=1\nTimeout=10s\n" + checks)
                try await host.start()
                try await body(host)
            }
        }
    }
}

extension InstalledHost {
    /// Waits until every check but the hourly one of the host was probed after now; each reload has the daemon publish what it knows.
    fileprivate func awaitProbes(except name: String = "") async throws {
        try await machine.succeed(
            """
            cat >/run/ask <<'SCRIPT'
            now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
            until jq -e --arg now "$now" --arg but '\(name)' \
                'all(.checks[] | select(.check != "host" and .check != $but); (.last_look // "") > $now)' /run/connector-watch/status.json
            do
                before=$(stat -c %y /run/connector-watch/status.json)
                systemctl reload connector-watch
                while [ "$(stat -c %y /run/connector-watch/status.json)" = "$before" ]; do :; done
            done
            SCRIPT
            timeout -s KILL 45 bash /run/ask >/dev/null
            """)
    }

    /// What the daemon said, each once, as `1020 raised port login:443`.
    fileprivate func told() async throws -> Set<String> {
        let records = try await machine.journal("SYSLOG_IDENTIFIER=connector-watchd")
        return Set(
            records.compactMap { record in
                guard let event = record["CONNECTOR_EVENT_ID"] else { return nil }
                return "\(event) \(record["CONNECTOR_STATE"] ?? "") \(record["CONNECTOR_CHECK"] ?? "")"
            })
    }
}
