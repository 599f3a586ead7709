import Foundation
import WatchCore

/// An `openssl s_server` on a free port of 127.0.0.1; ends with this object.
final class TLSServer {
    let port: UInt16
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()

    /// Starts it with a certificate of `TestCertificates` and further options; returns once it listens.
    ///
    /// With "-HTTP", the files of `directory` are the answers, as they are.
    init(_ certificate: String, _ options: [String] = [], in directory: URL? = nil) throws {
        let file = try TestCertificates.shared.get().path("\(certificate).pem")
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments =
            ["s_server", "-accept", "127.0.0.1:0", "-cert", file, "-key", file, "-cert_chain", file] + options
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
        output.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
    }

    deinit {
        output.fileHandleForReading.readabilityHandler = nil
        process.terminate()
    }

    /// A look at a page of this server.
    func subject(_ path: String = "/page", host: String = "ok.test") throws -> LoginSubject {
        LoginSubject(page: try page(path, host: host))
    }

    func page(_ path: String, host: String = "ok.test") throws -> PageAddress {
        let text = "https://\(host):\(port)\(path)"
        guard let page = PageAddress(text) else {
            throw Command.Failed(command: "page", status: -1, output: text)
        }
        return page
    }
}
