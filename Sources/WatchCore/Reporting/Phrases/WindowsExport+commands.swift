extension WindowsExport {
    private static let task = "connector-watch"
    private static let store = #"HKLM\SOFTWARE\Microsoft\SystemCertificates\MY"#

    /// Makes the task that exports the store every hour; for an administrator of the Windows host.
    var creation: String {
        #"schtasks /Create /F /RU SYSTEM /SC HOURLY /TN \#(Self.task) /TR "reg export \#(Self.store) \"\#(file)\" /y""#
    }

    /// Runs that task now.
    var run: String { "schtasks /Run /TN \(Self.task)" }
}
