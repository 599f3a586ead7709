import Foundation
package import WatchCore

/// A squid on a port of 127.0.0.1; it ends with this object.
///
/// It knows the name `hidden.test` for 127.0.0.1, which nobody else knows, and the user "watch" with the password
/// "secret".
package final class Squid: Sendable {
    package let port: UInt16
    private let directory: TemporaryDirectory
    private let program: RunningProgram

    /// Returns once it listens; `rules` are its `http_access` lines.
    package init(_ rules: String) async throws {
        directory = try TemporaryDirectory()
        port = FreePort.next()
        try directory.write("127.0.0.1 hidden.test\n", to: "hosts")
        try await Program.bash("echo \"watch:$(openssl passwd -apr1 secret)\" >users", in: directory.path)
        try directory.write(Self.configuration(rules, port, directory), to: "squid.conf")
        // Memory that it shares is named after the service.
        program = try await RunningProgram([
            "/usr/sbin/squid", "-N", "-d", "1", "-n", "watch\(port)", "-f", directory("squid.conf"),
        ])
        try await program.output { $0.contains("Accepting HTTP Socket connections") }
        // It says so just before it listens (TcpAcceptor).
        while !FreePort.isTaken(port) {
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    /// Only through this proxy; `credential`: the name of the systemd credential that is at hand for it.
    package func routes(credential: String? = nil, isDirect: Bool = false) -> Routes {
        Routes(
            isDirect: isDirect, proxy: OutboundProxy(host: "ok.test", port: port, credential: credential))
    }

    private static func configuration(
        _ rules: String, _ port: UInt16, _ directory: TemporaryDirectory
    ) -> String {
        """
        http_port 127.0.0.1:\(port)
        pid_filename \(directory("squid.pid"))
        access_log none
        cache_log /dev/null
        cache deny all
        cache_mem 1 MB
        memory_cache_shared off
        coredump_dir /
        pinger_enable off
        visible_hostname proxy.test
        shutdown_lifetime 0 seconds
        netdb_filename none
        hosts_file \(directory("hosts"))
        auth_param basic program /usr/lib/squid/basic_ncsa_auth \(directory("users"))
        acl known proxy_auth REQUIRED
        acl forbidden port 81
        \(rules)
        http_access deny all

        """
    }
}
