import TestSupport
import Testing
import WatchCore

extension ServiceTests {
    /// Servers that try to use up the daemon (`Tests/Testbed/hostile`), hundreds of them at a time.
    struct HostileServerTests {
        /// The most that the daemon may hold in memory at any moment, in kilobytes; a unit gives it 256 MB.
        private static let bound = 128 << 10
        /// The most threads: 32 ask the C library for names, which on a busy host all do at a time.
        private static let threads = 48
        /// How many servers of each kind there are.
        private static let count = 20
        private static let pages = [9001, 9002, 9003, 9004, 9006, 9007, 9008, 9009]
        private static let handshakes = [9011, 9012, 9013, 9014]
        private static let proxied = ["head", "line", "drip", "interim", "body"]

        @Test(.timeLimit(.minutes(4)))
        func memoryAndThreadsStayBounded() async throws {
            try await InstalledHost.open(settings: "\n[Proxy]\nURL=http://127.0.0.1:9020\n") {
                host in
                try await Self.serve(on: host.machine)
                try await host.configureUnit(
                    "[Service]\nEnvironment=SSL_CERT_DIR=/run/roots SSL_CERT_FILE=/nonexistent")
                try await host.configure(
                    "hostile", "[Defaults]\nTimeout=5s\nFailuresToAlert=1\n" + Self.checks)
                try await host.start()
                let process = try await host.property("MainPID")
                // Each page that never comes, and each long chain, has been met.
                _ = try await host.entries(Self.count * Self.pages.count, of: .loginFails, "raised")
                _ = try await host.entries(Self.count * 3, of: .tls12Fails, "raised")
                _ = try await host.entries(1, of: .proxyFails, "raised")
                let status = try await host.machine.succeed(
                    "grep -E '^(VmHWM|RssAnon|Threads)' /proc/\(process)/status; grep ^Anon /proc/\(process)/smaps_rollup"
                )
                print(
                    "\(Self.count * 17) hostile servers:",
                    status.replacing("\n", with: ", ").replacing("\t", with: " "))
                let peak = try #require(Self.number("VmHWM:", in: status))
                #expect(peak < Self.bound)
                #expect(try #require(Self.number("Threads:", in: status)) <= Self.threads)
                #expect(try await host.property("NRestarts") == "0")
                // Nobody is held up: the trust files are probed on as ever.
                try await host.name(try await host.certificate(from: "1 day ago", to: "180 days"))
                _ = try await host.entries(1, of: .thumbprintChanged)
            }
        }

        private static var checks: String {
            (0..<count).flatMap { number in
                pages.map {
                    "[Login \($0)-\(number)]\nURL=https://ok.test:\($0)/\nExpectBody=Sign in\nVia=direct\n"
                }
                    + handshakes.map { "[TLS \($0)-\(number)]\nHost=ok.test\nPort=\($0)\nVia=direct\n" }
                    + proxied.map { "[TLS proxy-\($0)-\(number)]\nHost=\($0).test\nPort=443\nVia=proxy\n" }
            }.joined()
        }

        /// Has the servers listen, with a certificate of a root that the daemon is told to trust.
        private static func serve(on machine: Machine) async throws {
            try await machine.succeed(
                """
                mkdir /run/roots /run/hostile
                cd /run/hostile
                openssl req -x509 -newkey rsa:2048 -nodes -keyout key -out ../roots/root.crt -subj /CN=ok.test -days 30 \
                    -addext subjectAltName=DNS:ok.test
                openssl rehash ../roots
                openssl req -x509 -newkey rsa:2048 -nodes -keyout /dev/null -out other -subj /CN=padding -days 30
                # OpenSSL takes a chain of 100 KB, and not one of more.
                cat ../roots/root.crt key >ok.pem
                { cat ../roots/root.crt; for number in {1..100}; do cat other; done; cat key; } >long.pem
                { cat ../roots/root.crt; for number in {1..400}; do cat other; done; cat key; } >longer.pem
                exec {said}< <(exec systemd-run --quiet --pipe --unit=hostile /usr/bin/python3 \
                    '\(Repository.path("Tests/Testbed/hostile"))' /run/hostile 2>&1)
                timeout 20 head -n 1 <&$said | grep -qx ready
                """)
        }

        private static func number(_ key: String, in status: String) -> Int? {
            status.split(separator: "\n").first { $0.hasPrefix(key) }?.split(whereSeparator: \.isWhitespace)
                .dropFirst().first.flatMap { Int($0) }
        }
    }
}
