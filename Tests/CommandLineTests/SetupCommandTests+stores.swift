import Foundation
import TestSupport
import Testing

/// Stores whose files have names of their own.
extension SetupCommandTests {
    /// A file that is named as a certificate is, in a directory below `share`.
    private func addFile(_ path: String, to place: SetupPlace, text: String = "no certificate") throws {
        let file = URL(filePath: "\(place.share)/\(path)")
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    @Test(arguments: ["connector.pfx", "Trust Certificate.P12"])
    func aStoreIsFoundWhateverItsFilesAreNamed(file: String) async throws {
        try await withSetupPlace { place in
            try addFile("ca-certificates/mozilla/root.crt", to: place)
            try addFile("web/server.pem", to: place)
            let agent = try await place.addAgent("hq-02/Config", store: "hq-02/pki/own", named: file)
            let run = try await place.setup("--settings-file", agent.settingsFile)
            #expect(run.status == 0, "\(run.output)\(run.errors)")
            let store = "\(place.share)/hq-02/pki/own"
            #expect(run.output.contains("Found the certificate \(agent.thumbprint) in \(store)\n"))
            #expect(try place.written().hasSuffix("\nMachineStore=\nMachineStore=\(store)\n"))
            #expect(run.output.contains("1002 Renewal of the trust certificate overdue"))
            for other in ["ca-certificates", "\(place.share)/web"] { #expect(!run.output.contains(other)) }
        }
    }

    /// A copy for a web server's administrator, say, is not the store.
    @Test func aStoreNamedByThumbprintsIsTheBetterOne() async throws {
        try await withSetupPlace { place in
            try FileManager.default.copyItem(atPath: place.store, toPath: "\(place.share)/a")
            try FileManager.default.moveItem(
                atPath: "\(place.share)/a/\(place.thumbprint).pfx", toPath: "\(place.share)/a/copy.pfx")
            let run = try await place.setup("--no-check")
            #expect(run.output.contains("Found the certificate \(place.thumbprint) in \(place.store)\n"))
            try FileManager.default.removeItem(atPath: place.store)
            let again = try await place.setup("--no-check")
            #expect(again.output.contains("Found the certificate \(place.thumbprint) in \(place.share)/a\n"))
        }
    }

    /// What is near the searched directory is searched first, public roots of the distribution last.
    @Test func onlySoManyDirectoriesAreSearchedIn() async throws {
        try await withSetupPlace { place in
            for number in 1...63 { try addFile("web\(number)/server.pem", to: place) }
            for number in 1...9 { try addFile("ca-certificates/\(number)/root.crt", to: place) }
            let agent = try await place.addAgent("hq-02/Config", store: "hq-02/pki/own", named: "own.pfx")
            let found = try await place.setup("--no-check", "--settings-file", agent.settingsFile)
            #expect(found.output.contains("in \(place.share)/hq-02/pki/own\n"), "\(found.output)")

            try addFile("web64/server.pem", to: place)
            let missed = try await place.setup("--no-check", "--settings-file", agent.settingsFile)
            let sentence =
                "was not found. Only 64 of 74 directories with certificates were searched; name a nearer directory with --search."
            #expect(missed.output.contains(sentence), "\(missed.output)")
            let nearer = try await ConnectorWatch.run(
                "setup", "--config", place.configuration, "--search", "\(place.share)/hq-02", "--no-check")
            #expect(nearer.output.contains("in \(place.share)/hq-02/pki/own\n"), "\(nearer.output)")
        }
    }
}
