import Testing

@testable import WatchCore

/// What is said of a Windows host whose drive is mounted here.
struct WindowsHostFindingTests {
    private static let folder =
        "/srv/hq-02/ProgramData/Microsoft/Microsoft Entra private network connector/Config"
    private static let export = "\(folder)/machine-store.reg"

    private var target: TrustTarget {
        var target = TrustTarget.sample()
        let host = WindowsHost(root: "/srv/hq-02")
        target.windowsHost = host
        target.settingsFile = host.settingsPattern
        target.machineStore = [host.machineStore(beside: host.settingsPattern)]
        target.userStore = [host.userStore]
        return target
    }

    private func findings(_ isInUserStore: Bool, _ lookup: StoreLookup) throws -> [Finding] {
        let thumbprint = try #require(Thumbprint(String(repeating: "A", count: 40)))
        let settings = TrustSettings(thumbprint: thumbprint, isInUserStore: isInUserStore)
        let trust = TrustObservation(
            settings: .read(settings), settingsFile: "\(Self.folder)/TrustSettings.xml", lookup: lookup)
        return judge(.trust(trust), of: .trust(target), at: start.date).findings
    }

    @Test func beforeTheFirstRenewalTwoCommandsExportTheMachineStore() throws {
        let lookup = StoreLookup(
            places: [Self.export], problems: [StoreProblem(.missing, path: Self.export, detail: "")])
        let finding = try #require(try findings(false, lookup).first)
        #expect(finding.event == .storeUnreadable && finding.reason == .storeUnreadable)
        let path =
            #"C:\ProgramData\Microsoft\Microsoft Entra private network connector\Config\machine-store.reg"#
        let first =
            #"schtasks /Create /F /RU SYSTEM /SC HOURLY /TN connector-watch /TR "reg export "#
            + #"HKLM\SOFTWARE\Microsoft\SystemCertificates\MY \"\#(path)\" /y""#
        let commands =
            "run `\(first)` and then `schtasks /Run /TN connector-watch`. From the first renewal on nothing"
        #expect(finding.message.hasSuffix("the export of the machine store, does not exist."))
        #expect(finding.remedy.contains(commands), "\(finding.remedy)")
    }

    @Test func anExportWithoutTheCertificateMayBeOld() throws {
        let lookup = StoreLookup(
            places: [Self.export], otherStores: [OtherWindowsStore(name: "CA", file: Self.export)])
        let finding = try #require(try findings(false, lookup).first)
        #expect(finding.event == .certificateMissing)
        let stale = "The export may be older than the certificate: run `schtasks /Run /TN connector-watch`"
        #expect(finding.remedy.hasPrefix(stale), "\(finding.remedy)")
        #expect(finding.remedy.contains("It is in the Windows store CA of \"\(Self.export)\", which"))
    }

    @Test(arguments: [StoreProblem.Kind.missing, .system])
    func aFolderThatIsGoneIsTheShare(_ kind: StoreProblem.Kind) throws {
        let store = WindowsHost(root: "/srv/hq-02").userStore
        let lookup = StoreLookup(
            places: [store], problems: [StoreProblem(kind, path: store, detail: "Host is down")])
        let found = try findings(true, lookup)
        #expect(found.map(\.event) == [.storeUnreadable] && found.map(\.reason) == [.shareUnavailable])
    }

    @Test(arguments: [
        SettingsReading.shareUnavailable(path: "/srv/hq-02", detail: "Host is down"), .outOfTime,
    ])
    func aShareThatIsGoneIsOneFindingAboutTheShare(_ reading: SettingsReading) {
        let verdict = judge(.trust(TrustObservation(settings: reading)), of: .trust(target), at: start.date)
        #expect(verdict.findings.map(\.event) == [.settingsMissing])
        #expect(verdict.findings.map(\.reason) == [.shareUnavailable])
        #expect(verdict.judgedEvents == [.settingsMissing])
    }
}
