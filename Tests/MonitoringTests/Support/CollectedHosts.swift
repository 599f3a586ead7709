import Foundation
import TestSupport

/// Journals of several hosts, as real uploads have brought them to a real receiver over TLS.
struct CollectedHosts {
    /// An entry of a daemon.
    struct Entry {
        var host: String
        var date: Date
        var event: Int
        var state: String
        var check = "port login:443"
        var priority = 3
        var incident: String?
        var fields: [String: String] = [:]

        /// In the form that journals are exchanged in (systemd.io, JOURNAL_EXPORT_FORMATS).
        fileprivate func exported(_ number: Int) -> String {
            var all = [
                "__REALTIME_TIMESTAMP": String(Int64(date.timeIntervalSince1970 * 1e6)),
                "__MONOTONIC_TIMESTAMP": String(1_000_000 + number),
                "_BOOT_ID": String(repeating: "a", count: 32),
                "_HOSTNAME": host, "SYSLOG_IDENTIFIER": "connector-watchd",
                "MESSAGE": "Event \(event) of \(host).",
                "PRIORITY": String(priority), "CONNECTOR_EVENT_ID": String(event), "CONNECTOR_STATE": state,
                "CONNECTOR_CHECK": check, "CONNECTOR_TARGET": "login.example:443",
                "CONNECTOR_NAME": "on-\(host)",
                "CONNECTOR_NOTIFICATION": "\(host)-\(number)",
            ]
            all["CONNECTOR_INCIDENT"] = incident
            if incident != nil { all["CONNECTOR_INCIDENT_SECONDS"] = state == "recovered" ? "600" : "0" }
            return (all.merging(fields) { $1 }).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)\n" }
                .joined()
                + "\n"
        }
    }

    /// Where the receiver keeps what it was sent.
    let place: String
    private let directory: TemporaryDirectory

    /// Each host uploads its entries to one receiver, whose certificate it verifies.
    ///
    /// The first does so twice, which sends its last entry again.
    init(_ entries: [Entry]) async throws {
        directory = try TemporaryDirectory()
        place = try directory.makeDirectory("remote")
        try await Program.bash(
            """
            openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 3 -subj /CN=ca 2>ca.log
            for name in receiver sender; do
                openssl req -newkey rsa:2048 -nodes -keyout $name.key -out $name.csr -subj /CN=$name 2>$name.log
                openssl x509 -req -in $name.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 3 -out $name.pem \
                    -extfile <(echo subjectAltName=IP:127.0.0.1) 2>$name.log
            done
            """, in: directory.path)
        let port = FreePort.next()
        let receiver = try await RunningProgram(
            [
                Self.tool("remote"), "--listen-https=127.0.0.1:\(port)", "--key=receiver.key",
                "--cert=receiver.pem",
                "--output=remote", "--split-mode=host",
            ], in: directory.path)
        try await Program.bash(
            "until curl -sk -o /dev/null https://127.0.0.1:\(port)/; do :; done",
            in: directory.path)
        var isFirst = true
        for (host, own) in Dictionary(grouping: entries, by: \.host).sorted(by: { $0.key < $1.key }) {
            let text = own.enumerated().map { $1.exported($0) }.joined()
            try directory.write(text, to: "\(host).export")
            let source = try directory.makeDirectory("journal-\(host)")
            try await Program.bash(
                "\(Self.tool("remote")) --output='\(source)/system.journal' \(host).export",
                in: directory.path)
            for _ in 0..<(isFirst ? 2 : 1) {
                try await Program.bash(
                    """
                    \(Self.tool("upload")) --url=https://127.0.0.1:\(port) --key=sender.key --cert=sender.pem \
                        --trust=ca.pem --directory='\(source)' --follow=no --save-state='\(source)/state'
                    """, in: directory.path)
            }
            isFirst = false
        }
        receiver.send(SIGTERM)
        _ = try await receiver.status()
    }

    private static func tool(_ name: String) -> String { "/usr/lib/systemd/systemd-journal-\(name)" }
}
