import Foundation

/// An nginx behind TLS on a port of 127.0.0.1, with the certificate `good`; it ends with this object.
final class Nginx: Sendable {
    let port: UInt16
    private let directory: TemporaryDirectory

    /// Returns once it listens, as it goes to the background then; `locations` is the inside of its server block.
    init(_ locations: String) throws {
        directory = try TemporaryDirectory()
        let (descriptor, free) = try Listener.bound(to: "127.0.0.1")
        close(descriptor)
        port = free
        let certificates = try TestCertificates.shared.get()
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
        try Data(configuration.utf8).write(to: directory.url.appending(path: "nginx.conf"))
        try Command.run(
            """
            cat '\(certificates.path("good.crt"))' '\(certificates.path("good.chain"))' >good.full
            # What stays in the background must not hold open what the end of this script is known by.
            (
                for descriptor in $(ls /proc/$BASHPID/fd); do
                    [ $descriptor -le 2 ] || eval "exec $descriptor>&-"
                done
                exec nginx -p "$PWD" -c "$PWD/nginx.conf" -e "$PWD/error.log"
            ) >start.log 2>&1 || { cat start.log; false; }
            """, in: directory.url)
    }

    deinit { _ = try? Command.run("kill $(cat nginx.pid)", in: directory.url) }
}
