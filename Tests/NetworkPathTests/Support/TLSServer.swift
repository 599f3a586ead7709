import Foundation
import WatchCore

/// An `openssl s_server` on a free port of loopback; ends with this object.
final class TLSServer {
    let port: UInt16
    /// What it says once it listens, as it comes: each piece with all that came before.
    let lines: AsyncStream<String>
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()

    /// Starts it with a certificate of `TestCertificates` and further options; returns once it listens.
    ///
    /// With "-HTTP", the files of `directory` are the answers, as they are.
    init(
        _ certificate: String, _ options: [String] = [], on address: String = "127.0.0.1",
        in directory: URL? = nil
    ) throws {
        let certificates = try TestCertificates.shared.get()
        let file = certificates.path("\(certificate).pem")
        let chain = certificates.path("\(certificate).chain")
        let presented = FileManager.default.fileExists(atPath: chain) ? ["-cert_chain", chain] : []
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments =
            ["s_server", "-accept", "\(address):0", "-cert", file, "-key", file] + presented + options
        process.currentDirectoryURL = directory
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var said = ""
        while !said.contains(/ACCEPT .*:\d+\n/) {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw Command.Failed(command: "s_server", status: -1, output: said) }
            said += String(decoding: more, as: UTF8.self)
        }
        let line = said.firstMatch(of: /ACCEPT .*:(\d+)\n/)
        port = line.flatMap { UInt16($0.output.1) } ?? 0
        let (stream, notification) = AsyncStream.makeStream(of: String.self)
        lines = stream
        Thread.detachNewThread { [reader = output.fileHandleForReading] in
            var said = ""
            while case let more = reader.availableData, !more.isEmpty {
                said += String(decoding: more, as: UTF8.self)
                notification.yield(said)
            }
            notification.finish()
        }
    }

    deinit { process.terminate() }

    /// A probe a page of this server.
    func target(_ path: String = "/page", host: String = "ok.test") throws -> LoginTarget {
        LoginTarget(page: try page(path, host: host))
    }

    func page(_ path: String, host: String = "ok.test") throws -> PageAddress {
        let text = "https://\(host):\(port)\(path)"
        guard let page = PageAddress(text) else {
            throw Command.Failed(command: "page", status: -1, output: text)
        }
        return page
    }
}
