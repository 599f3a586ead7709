import Foundation
import TestSupport
import WatchCore

@testable import NetworkPath

/// An `openssl s_server` on a free port of loopback; ends with this object.
final class TLSServer: Sendable {
    let port: UInt16
    private let program: RunningProgram

    /// Starts it with a certificate of `ServerCertificates`; returns once it listens.
    ///
    /// - Parameters:
    ///   - certificate: The certificate's name.
    ///   - options: Further options; with "-HTTP", the files of `directory` are the answers, as they are.
    ///   - address: Where it listens.
    ///   - directory: Where it runs; by default where the tests do.
    /// - Throws: An error if it does not come to listen.
    init(
        _ certificate: String, _ options: [String] = [], on address: String = "127.0.0.1",
        in directory: String? = nil
    ) async throws {
        let certificates = try await ServerCertificates.shared.value
        let file = certificates.path("\(certificate).pem")
        let chain = certificates.path("\(certificate).chain")
        let presented = FileManager.default.fileExists(atPath: chain) ? ["-cert_chain", chain] : []
        program = try await RunningProgram(
            ["openssl", "s_server", "-accept", "\(address):0", "-cert", file, "-key", file] + presented
                + options,
            in: directory)
        let said = try await program.output { $0.contains(/ACCEPT .*:\d+\n/) }
        port = said.firstMatch(of: /ACCEPT .*:(\d+)\n/).flatMap { UInt16($0.output.1) } ?? 0
    }

    /// Waits until it has received this text.
    func received(_ text: String) async throws {
        try await program.output { $0.contains(text) }
    }

    /// What it has said, once that is so.
    func output(until isEnough: (String) -> Bool) async throws -> String {
        try await program.output(until: isEnough)
    }

    /// A page of this server, to be probed.
    func target(_ path: String = "/page", host: String = "ok.test") throws -> LoginTarget {
        LoginTarget(page: try page(path, host: host))
    }

    func page(_ path: String, host: String = "ok.test") throws -> PageAddress {
        let text = "https://\(host):\(port)\(path)"
        guard let page = PageAddress(text) else {
            throw ProgramFailure("\"\(text)\" is not the address of a page.")
        }
        return page
    }
}

extension ServerCertificates {
    /// The roots that verify `good`.
    var roots: Roots { .file(path("root.crt")) }
}
