import TestSupport
import Testing
import WatchCore

extension ServiceTests {
    /// Name servers that never answer, or too late, and hundreds of names to resolve.
    struct HangingResolverTests {
        /// The lookups of the C library, each on a thread of its own, and all else that the daemon does.
        private static let threads = 32 + 16
        private static let names = 300

        /// - Parameters:
        ///   - source: after `files`, in nsswitch.conf: with `dns` alone the daemon asks by itself, with others the C library.
        ///   - server: of resolv.conf.
        /// - Throws: What keeps the machine from being asked.
        @Test(
            .timeLimit(.minutes(3)),
            arguments: [
                ("dns", "192.0.2.66"), ("db dns", "192.0.2.66"), ("dns", "127.0.0.54"),
                ("db dns", "127.0.0.54"),
            ])
        func threadsStayBoundedAndAddressesKeepTheirSchedule(source: String, server: String) async throws {
            let checks = (1...Self.names).map { "[Port \($0)]\nHost=name-\($0).example\nPorts=443\n" }
                .joined()
            let address = "[Port address]\nHost=127.0.0.1\nPorts=7443\n"
            try await InstalledHost.open(settings: "\n" + checks + address) { host in
                try await host.configure("patience", "[Defaults]\nTimeout=2s\nFailingInterval=1s\n")
                try await host.listen(on: 7443)
                try await host.machine.succeed(
                    """
                    sed 's/^hosts:.*/hosts: files \(source)/' /etc/nsswitch.conf >/run/new && cat /run/new >/etc/nsswitch.conf
                    echo 'nameserver \(server)' >/run/new && cat /run/new >/etc/resolv.conf
                    nft 'add table inet count'
                    nft 'add chain inet count input { type filter hook input priority 0; }'
                    nft 'add rule inet count input tcp dport 7443 tcp flags & (syn | ack) == syn counter'
                    exec {said}< <(exec systemd-run --quiet --pipe --unit=late /usr/bin/python3 \
                        '\(Repository.path("Tests/Testbed/hostile"))' --late 2>&1)
                    timeout 20 head -n 1 <&$said | grep -qx ready
                    """)
                try await host.start()
                let process = try await host.property("MainPID")
                // Until the address was probed ten times, in three times the time that ten probes take.
                let seen = try await host.machine.succeed(
                    """
                    most=0
                    while threads=$(ls /proc/\(process)/task | wc -l); do
                        [ "$threads" -le "$most" ] || most=$threads
                        [ "$SECONDS" -le 30 ] || exit
                        probes=$(nft list chain inet count input | sed -n 's/.*packets \\([0-9]*\\).*/\\1/p')
                        [ "$probes" -lt 10 ] || break
                    done
                    echo "$most $probes in $SECONDS s"
                    """)
                let numbers = seen.split(separator: " ").compactMap { Int($0) }
                print("\(source) \(server): threads, and probes of the address:", seen)
                try #require(numbers.count == 3)
                #expect(numbers[0] <= Self.threads)
                _ = try await host.entries(1, of: .resolutionFails, "raised")
                // It still is probed, and nothing is said of it that is not so.
                try await host.stopListening(on: 7443)
                let raised = try await host.entries(1, of: .portUnreachable, "raised")
                #expect(raised.map { $0["CONNECTOR_CHECK"] } == ["port address:7443"])
                #expect(try await host.announced(.hostDegraded).isEmpty)
                let later = try await host.machine.succeed("ls /proc/\(process)/task | wc -l")
                #expect(try #require(Int(later)) <= Self.threads)
            }
        }
    }
}
