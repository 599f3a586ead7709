/// The export of a Windows host's machine store, which lies in its registry and cannot be read over a share.
package struct WindowsExport: Sendable, Equatable {
    /// The file that it is to be written to, as Windows names it.
    package var file: String

    package init(file: String) {
        self.file = file
    }

    /// - Returns: The export beside the settings file of a Windows host, or `nil` if the target is something else, or
    ///   names a machine store of its own.
    init?(of target: TrustTarget) {
        guard let host = target.windowsHost else { return nil }
        let file = host.machineStore(beside: target.settingsFile)
        guard target.machineStore == [file], file.hasPrefix("\(host.root)/") else { return nil }
        self.file = "C:" + file.dropFirst(host.root.count).map { $0 == "/" ? "\\" : String($0) }.joined()
    }
}
