import Foundation
import TestSupport
import Testing
import WatchCore

/// Windows hosts whose drives are mounted below the searched directory.
extension SetupCommandTests {
    /// Moves the place's agent onto a drive below `share`, with the names in another case.
    private func makeDrive(_ place: SetupPlace, _ name: String, _ folder: String) throws -> String {
        let root = "\(place.share)/\(name)"
        let host = WindowsHost(root: root)
        let files = FileManager.default
        let settings = host.settingsFile(of: folder).replacingOccurrences(
            of: "ProgramData", with: "programdata")
        for directory in [URL(filePath: settings).deletingLastPathComponent().path, host.userStore] {
            try files.createDirectory(atPath: directory, withIntermediateDirectories: true)
        }
        try files.copyItem(
            atPath: place.settingsFile,
            toPath: settings.replacingOccurrences(of: "TrustSettings", with: "trustsettings"))
        try files.copyItem(
            atPath: "\(place.store)/\(place.thumbprint).pfx",
            toPath: "\(host.userStore)/\(place.thumbprint).pfx")
        return root
    }

    @Test func ofAWindowsHostTwoLinesAreWritten() async throws {
        try await withSetupPlace { place in
            let root = try makeDrive(place, "hq-02", WindowsHost.agentFolders[1])
            let run = try await ConnectorWatch.run(
                "setup", "--config", place.configuration, "--search", root, "--yes")
            #expect(run.status == 0, "\(run.output)\(run.errors)")
            #expect(try place.written().hasSuffix("\n[Trust]\nWindowsRoot=\(root)\n"))
            #expect(run.output.contains("Found the certificate \(place.thumbprint) in \(root)/Windows/"))
            #expect(run.output.contains("1002 Renewal of the trust certificate overdue"))
        }
    }

    @Test func severalHostsAndAgentsAreSeveralSections() async throws {
        try await withSetupPlace { place in
            let first = try makeDrive(place, "hq-02", WindowsHost.agentFolders[0])
            let second = try makeDrive(place, "hq-03", WindowsHost.agentFolders[0])
            _ = try makeDrive(place, "hq-04/c", WindowsHost.agentFolders[2])
            let again = "\(second)/programdata/Microsoft/\(WindowsHost.agentFolders[3])/Config"
            try FileManager.default.createDirectory(atPath: again, withIntermediateDirectories: true)
            try FileManager.default.copyItem(atPath: place.settingsFile, toPath: "\(again)/TrustSettings.xml")
            let run = try await ConnectorWatch.run(
                "setup", "--config", place.configuration, "--search", first, "--search",
                "\(place.share)/hq-03",
                "--search", "\(place.share)/hq-04", "--yes", "--no-check")
            #expect(run.status == 0, "\(run.output)\(run.errors)")
            let text = try place.written()
            #expect(
                text.hasSuffix(
                    """

                    [Trust]
                    WindowsRoot=\(first)

                    [Trust Azure-AD-Connect-Provisioning]
                    WindowsRoot=\(second)
                    SettingsFile=\(again)/TrustSettings.xml

                    [Trust hq-03]
                    WindowsRoot=\(second)

                    [Trust c]
                    WindowsRoot=\(place.share)/hq-04/c

                    """), "\(text)")
            // The certificates tell whose cmdlets are needed, before the products' folders do.
            #expect(run.output.contains("Register-AppProxyConnector"))
            #expect(!run.output.contains("RegisterConnector.ps1"))
        }
    }
}
