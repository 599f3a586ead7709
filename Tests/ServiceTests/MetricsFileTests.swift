import TestSupport
import Testing
import WatchCore

extension ServiceTests {
    /// The text file with metrics in the service's sandbox, as docs/metrics.md has it, and the node_exporter of the system.
    struct MetricsFileTests {
        private static let directory = "/var/lib/prometheus/node-exporter"
        private static let file = directory + "/connector-watch.prom"
        private static let examples = "/usr/share/doc/connector-watch/examples/prometheus"

        private func raised(_ host: InstalledHost, _ count: Int) async throws -> [String] {
            try await host.entries(count, of: .hostDegraded, "raised").map { $0["MESSAGE"] ?? "" }
        }

        @Test(.timeLimit(.minutes(3)))
        func whatIsMissingIsToldOneByOneUntilPrometheusSeesIt() async throws {
            try await InstalledHost.open { host in
                let machine = host.machine
                try await machine.succeed(
                    "cp \(Self.examples)/metrics.conf /etc/connector-watch/connector-watch.conf.d/metrics.conf"
                )
                try await host.start()
                #expect(
                    try await raised(host, 1) == ["Failed to write \"\(Self.file)\": Read-only file system."])

                // The drop-in alone does not give the permission.
                try await machine.succeed(
                    """
                    install -D -m 644 \(Self.examples)/metrics.service.conf \
                        /etc/systemd/system/connector-watch.service.d/metrics.conf
                    systemctl daemon-reload && systemctl restart connector-watch
                    """)
                try await host.awaitStatus(holding: "Permission denied")

                try await machine.succeed(
                    """
                    setfacl -m u:connector-watch:rwx \(Self.directory)
                    chmod +t \(Self.directory)
                    systemctl restart connector-watch
                    """)
                _ = try await host.entries(1, of: .hostDegraded, "recovered")
                #expect(
                    try await machine.succeed("stat -c %a:%U \(Self.file)") == "644:connector-watch")
                #expect(try await machine.succeed("ls -A \(Self.directory)") == "connector-watch.prom")
                try await machine.succeed("promtool check metrics <\(Self.file)")
                try await machine.succeed("systemctl start prometheus-node-exporter")
                let served = try await machine.succeed(
                    """
                    timeout -s KILL 30 sh -c 'until curl -sf http://127.0.0.1:9100/metrics; do :; done' |
                        grep -E "connector_watch_(build|certificate)_info|textfile_scrape_error"
                    """)
                #expect(served.contains("connector_watch_build_info{version="))
                #expect(served.contains("connector_watch_certificate_info{check=\"trust\""))
                #expect(served.contains("node_textfile_scrape_error 0"))

                // It may write its own file there, and leave those of others alone.
                try await machine.succeed(
                    """
                    systemd-analyze security --threshold=11 connector-watch >/dev/null
                    echo 'other 1' >\(Self.directory)/other.prom
                    if runuser -u connector-watch -- rm -f \(Self.directory)/other.prom; then exit 1; fi
                    """)
            }
        }

        @Test(.timeLimit(.minutes(3)))
        func aDirectoryThatIsMissingIsToldAndRemovedFilesStayRemoved() async throws {
            try await InstalledHost.open(settings: "[Metrics]\nTextFile=\(Self.file)\n") { host in
                let machine = host.machine
                try await host.configureUnit("[Service]\nReadWritePaths=-\(Self.directory)\n")
                try await machine.succeed("mv \(Self.directory) \(Self.directory).away")
                try await host.start()
                #expect(
                    try await raised(host, 1) == [
                        "Failed to write \"\(Self.file)\": No such file or directory."
                    ])
                try await machine.succeed(
                    """
                    mv \(Self.directory).away \(Self.directory)
                    setfacl -m u:connector-watch:rwx \(Self.directory)
                    systemctl restart connector-watch
                    """)
                _ = try await host.entries(1, of: .hostDegraded, "recovered")

                // The settings do without it: no file is left that would never change again.
                try await machine.succeed(
                    """
                    sed -i '/^TextFile=/d' /etc/connector-watch/connector-watch.conf.d/test.conf
                    systemctl reload connector-watch
                    timeout -s KILL 30 sh -c 'while [ -e \(Self.file) ]; do :; done'
                    """)
            }
        }
    }
}
