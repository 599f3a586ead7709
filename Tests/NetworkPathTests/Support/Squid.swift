import Foundation
import WatchCore

/// A squid on a port of 127.0.0.1; it ends with this object.
///
/// It knows the name `hidden.test` for 127.0.0.1, which nobody else knows, and the user "watch" with the password
/// "secret".
final class Squid {
    let port: UInt16
    private let directory: TemporaryDirectory
    private let process = Process()

    /// Returns once it listens; `rules` are its `http_access` lines.
    init(_ rules: String) throws {
        directory = try TemporaryDirectory()
        let (descriptor, free) = try Listener.bound(to: "127.0.0.1")
        close(descriptor)
        port = free
        try write("127.0.0.1 hidden.test\n", to: "hosts")
        try Command.run("echo \"watch:$(openssl passwd -apr1 secret)\" >users", in: directory.url)
        try write(configuration(rules), to: "squid.conf")
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/sbin/squid")
        // Memory that it shares is named after the service.
        process.arguments = ["-N", "-d", "1", "-n", "watch\(port)", "-f", path("squid.conf")]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = output
        try process.run()
        var said = ""
        while !said.contains("Accepting HTTP Socket connections") {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw Command.Failed(command: "squid", status: -1, output: said) }
            said += String(decoding: more, as: UTF8.self)
        }
        Thread.detachNewThread { [reader = output.fileHandleForReading] in
            while case let more = reader.availableData, !more.isEmpty {}
        }
    }

    deinit { process.terminate() }

    /// Only through this proxy; `credential`: the name of the systemd credential that is at hand for it.
    func routes(credential: String? = nil, isDirect: Bool = false) -> Routes {
        Routes(
            isDirect: isDirect, proxy: OutboundProxy(host: "ok.test", port: port, credential: credential))
    }

    private func path(_ name: String) -> String { directory.url.appending(path: name).path }

    private func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: directory.url.appending(path: name))
    }

    private func configuration(_ rules: String) -> String {
        """
        http_port 127.0.0.1:\(port)
        pid_filename \(path("squid.pid"))
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
        hosts_file \(path("hosts"))
        auth_param basic program /usr/lib/squid/basic_ncsa_auth \(path("users"))
        acl known proxy_auth REQUIRED
        acl forbidden port 81
        \(rules)
        http_access deny all

        """
    }
}
