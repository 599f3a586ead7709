import Foundation
import TestSupport

/// An nginx behind TLS on a port of 127.0.0.1, with the certificate `good`; it ends with this object.
final class Nginx: Sendable {
    let port: UInt16
    private let directory: TemporaryDirectory

    /// Returns once it listens, as it goes to the background then; `locations` is the inside of its server block.
    init(_ locations: String) async throws {
        directory = try TemporaryDirectory()
        port = FreePort.next()
        let certificates = try await ServerCertificates.shared.value
        let configuration = """
            pid nginx.pid;
            error_log error.log;
            worker_processes 1;
            events {}
            http {
                access_log off;
                server {
                    listen 127.0.0.1:\(port) ssl;
                    ssl_certificate good.full;
                    ssl_certificate_key \(certificates.path("good.key"));
                    absolute_redirect off;
                    \(locations)
                }
            }
            """
        try directory.write(configuration, to: "nginx.conf")
        try await Program.bash(
            """
            cat '\(certificates.path("good.crt"))' '\(certificates.path("good.chain"))' >good.full
            nginx -p "$PWD" -c "$PWD/nginx.conf" -e "$PWD/error.log" >start.log 2>&1 || { cat start.log; false; }
            """, in: directory.path)
    }

    deinit {
        let text = (try? directory.read("nginx.pid")).map { String(decoding: $0, as: UTF8.self) } ?? ""
        if let id = pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)) { kill(id, SIGTERM) }
    }
}
