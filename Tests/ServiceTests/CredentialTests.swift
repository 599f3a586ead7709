import TestSupport
import Testing
import WatchCore

extension ServiceTests {
    /// Secrets that systemd hands to the service, as docs/receivers.md has it.
    struct CredentialTests {
        private static let settings = """

            [Port shut]
            Host=127.0.0.1
            Ports=9
            FailuresToAlert=1
            [Webhook operators]
            URLCredential=operators-url
            Credential=operators-token
            CAFile=/etc/connector-watch/ca.pem
            Format=json

            """

        @Test(.timeLimit(.minutes(3)))
        func aReceiverIsToldWithThemAndNobodyElseSeesThem() async throws {
            try await InstalledHost.open(settings: Self.settings) { host in
                let machine = host.machine
                let server = Repository.path("Tests/DeliveryTests/Support/webhook-server")
                try await machine.succeed(
                    """
                    cd /run
                    openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out ca.pem -days 3 -subj /CN=localhost \
                        -addext subjectAltName=DNS:localhost 2>/dev/null
                    install -m 644 ca.pem /etc/connector-watch/ca.pem
                    cat ca.pem key.pem >hook.pem
                    systemd-run -q --unit=hook -p StandardOutput=file:/run/hook.log \
                        python3 '\(server)' 8443 /run/hook.pem
                    """)
                // A command of a shell is not given them.
                let test = "connector-watch notify --test operators 2>&1 || true"
                let refusal = try await machine.succeed(test)
                #expect(refusal.contains("was not given to this process"), "\(refusal)")

                try await machine.succeed(
                    """
                    install -d -m 700 /etc/credstore
                    printf 'https://localhost:8443/hook/a-secret-path' >/etc/credstore/operators-url
                    printf 'the-secret-token' >/etc/credstore/operators-token
                    chmod 600 /etc/credstore/*
                    mkdir -p /etc/systemd/system/connector-watch.service.d
                    printf '[Service]\\nLoadCredential=operators-url\\nLoadCredential=operators-token\\n' \
                        >/etc/systemd/system/connector-watch.service.d/credentials.conf
                    systemctl daemon-reload
                    systemctl start connector-watch
                    cat >/run/told <<'SCRIPT'
                    until grep -q 'CONNECTOR_EVENT_ID.*1020' /run/hook.log; do :; done
                    SCRIPT
                    timeout -s KILL 60 sh /run/told
                    """)
                let told = try await machine.succeed("grep -m 1 'CONNECTOR_EVENT_ID.*1020' /run/hook.log")
                #expect(told.contains("Bearer the-secret-token") && told.contains("/hook/a-secret-path"))
                let taken = try await machine.succeed(
                    "systemd-run -q --pipe --wait -p LoadCredential=operators-url -p LoadCredential=operators-token \\\n"
                        + "connector-watch notify --test operators")
                #expect(taken.contains("202"), "\(taken)")
                let leaks = try await machine.succeed(
                    """
                    journalctl --sync
                    { journalctl -o export --all -u connector-watch; cat /var/lib/connector-watch/* /run/connector-watch/*; } |
                        grep -a -c -e the-secret-token -e a-secret-path || true
                    """)
                #expect(leaks == "0", "\(leaks)")
            }
        }
    }
}
