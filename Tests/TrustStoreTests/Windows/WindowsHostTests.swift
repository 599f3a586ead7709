import Foundation
import TestSupport
import Testing
import TrustStore
import WatchCore

/// The drive of a Windows host, below a directory.
@Suite(.timeLimit(.minutes(2)))
struct WindowsHostTests {
    private let directory: TemporaryDirectory
    private let identity: Identity
    private let host: WindowsHost

    init() async throws {
        directory = try TemporaryDirectory()
        identity = try await Identity.connector.value
        host = WindowsHost(root: directory("hq-02"))
    }

    private func target(settingsFile: String? = nil) -> TrustTarget {
        let settingsFile = settingsFile ?? host.settingsPattern
        return TrustTarget(
            windowsHost: host, settingsFile: settingsFile,
            machineStore: [host.machineStore(beside: settingsFile)], userStore: [host.userStore],
            issuer: Identity.issuer, renewalWindow: .seconds(30 * 86400), expiryWarning: .seconds(30 * 86400),
            expiryError: .seconds(14 * 86400), expiryCritical: .seconds(3 * 86400))
    }

    private func probe(_ target: TrustTarget) async -> TrustObservation {
        await TrustFiles { _ in .absent }.probe(at: target)
    }

    /// Writes a file below the drive, whose names `spelling` may change.
    @discardableResult
    private func write(_ bytes: [UInt8], to path: String, _ spelling: Spelling = .asWindows) throws
        -> String
    {
        let name = "hq-02/" + spelling.of(String(path.dropFirst(host.root.count + 1)))
        try directory.makeDirectory(String(name[..<(name.lastIndex(of: "/") ?? name.startIndex)]))
        return try directory.write(bytes, to: name)
    }

    private func settings(_ isInUserStore: Bool) -> [UInt8] {
        let text = settingsText("4905CC64B2D81BBED60962ECC5DCF63F643CCD55", identity.thumbprint.text)
        return Array(text.replacing(">false<", with: ">\(isInUserStore)<").utf8)
    }

    enum Spelling: CaseIterable {
        case asWindows
        case lower
        case upper

        func of(_ name: String) -> String {
            switch self {
            case .asWindows: name
            case .lower: name.lowercased()
            case .upper: name.uppercased()
            }
        }
    }

    @Test(arguments: WindowsHost.agentFolders, Spelling.allCases)
    func theFilesOfAnAgentAreFoundHoweverTheyAreSpelt(_ folder: String, _ spelling: Spelling) async throws {
        let path = host.settingsFile(of: folder)
        let file = try write(settings(true), to: path, spelling)
        let certificate = try write(
            WindowsStore.element(identity), to: "\(host.userStore)/\(identity.thumbprint)", spelling)
        let observation = await probe(target())
        #expect(observation.settingsFile == file)
        #expect(observation.lookup?.found?.file == certificate)
        #expect(observation.unread.isEmpty)

        try write(settings(false), to: path, spelling)
        let export = try write(
            WindowsStore.registry(WindowsStore.keys("MY", [identity])), to: host.machineStore(beside: path),
            spelling)
        let later = await probe(target())
        #expect(later.lookup?.found?.file == export && later.elsewhere?.found?.file == certificate)
    }

    @Test func ofSeveralAgentsTheSectionWatchesItsOwn() async throws {
        for folder in WindowsHost.agentFolders {
            try write(settings(true), to: host.settingsFile(of: folder))
        }
        let first = host.settingsFile(of: WindowsHost.agentFolders[0])
        #expect(await probe(target()).settingsFile == first)
        let last = host.settingsFile(of: WindowsHost.agentFolders[3])
        #expect(await probe(target(settingsFile: last)).settingsFile == nil)
        #expect(target(settingsFile: last).machineStore == [host.machineStore(beside: last)])
    }

    /// Never the certificate's absence.
    @Test func aShareThatIsGoneIsToldAsThat() async throws {
        let path = host.settingsFile(of: WindowsHost.agentFolders[0])
        let gone = SettingsReading.shareUnavailable(
            path: directory.path, detail: "the directory \"\(host.root)\" does not exist")
        #expect(await probe(target()).settings == gone)

        let empty = "it is empty, as a mount point is that nothing is mounted on"
        for point in [
            host.root, host.root + "/ProgramData", String(path.dropLast("/TrustSettings.xml".count)),
        ] {
            try FileManager.default.createDirectory(atPath: point, withIntermediateDirectories: true)
            #expect(
                await probe(target(settingsFile: path)).settings
                    == .shareUnavailable(path: point, detail: empty))
        }
        try write([], to: "\(path).old")
        #expect(
            await probe(target(settingsFile: path)).settings == .missing(nearest: String(path.dropLast(18))))
        try write(settings(true), to: path)
        guard case .read = await probe(target()).settings else {
            Issue.record("It is back, and was not read.")
            return
        }
    }
}
