/// Where the trust files of a Windows host lie, below the directory that its drive C: is mounted on.
///
/// The names are spelt as Windows' own; what is found there may be spelt in any case.
package struct WindowsHost: Sendable, Equatable {
    /// Without a closing slash.
    package let root: String

    /// The agents' folders; where several are there, the first is the one that a section watches.
    package static let agentFolders = [
        "Microsoft Entra private network connector", "Microsoft AAD Application Proxy Connector",
        "Azure AD Connect Authentication Agent", "Azure AD Connect Provisioning Agent",
    ]
    /// What `reg export` makes of the machine's store, beside the settings file.
    package static let machineStoreName = "machine-store.reg"
    /// Below which the agents' folders lie.
    package static let agentsFolder = "ProgramData/Microsoft"
    /// Where the store of the Network Service lies: one file for each certificate.
    package static let userStoreFolder =
        "Windows/ServiceProfiles/NetworkService/AppData/Roaming/Microsoft/SystemCertificates/My/Certificates"

    package init(root: String) {
        var root = root
        while root.count > 1, root.hasSuffix("/") { root.removeLast() }
        self.root = root
    }

    /// Stands for the settings file of whichever agent is there.
    package var settingsPattern: String { settingsFile(of: "*") }

    package func settingsFile(of folder: String) -> String {
        "\(root)/\(Self.agentsFolder)/\(folder)/Config/TrustSettings.xml"
    }

    package var userStore: String { "\(root)/\(Self.userStoreFolder)" }

    /// The machine's store as the scheduled task on the Windows host exports it.
    package func machineStore(beside settingsFile: String) -> String {
        let folder = settingsFile.utf8.lastIndex(of: UInt8(ascii: "/")).map { settingsFile[..<$0] } ?? ""
        return "\(folder)/\(Self.machineStoreName)"
    }
}
