/// How the machine's store of a Windows host, which lies in its registry, gets to where it can be read.
struct WindowsExport {
    /// The task that exports it again and again.
    private static let task = "connector-watch"
    private static let key = #"HKLM\SOFTWARE\Microsoft\SystemCertificates\MY"#

    /// Where it is to be written, as Windows names it.
    let file: String

    /// - Returns: The export beside the settings file of a Windows host, or `nil` if the target is none, or names a
    ///   machine's store of its own.
    init?(of target: TrustTarget) {
        guard let host = target.windowsHost else { return nil }
        let file = host.machineStore(beside: target.settingsFile)
        guard target.machineStore(beside: target.settingsFile) == [file], file.hasPrefix("\(host.root)/")
        else { return nil }
        self.file = "C:" + file.dropFirst(host.root.count).map { $0 == "/" ? "\\" : String($0) }.joined()
    }

    /// The commands for an administrator of the Windows host: make the task, and run it now.
    var commands: [String] {
        [
            #"schtasks /Create /F /RU SYSTEM /SC HOURLY /TN \#(Self.task) /TR "reg export \#(Self.key) \"\#(file)\" /y""#,
            runCommand,
        ]
    }

    /// Exports it again where the task is there.
    var runCommand: String { "schtasks /Run /TN \(Self.task)" }
}
