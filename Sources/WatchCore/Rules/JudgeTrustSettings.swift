/// Event 1011 or 1012; `nil` where the settings were read.
func settingsFinding(_ reading: SettingsReading, _ target: TrustTarget, _ timeout: Duration) -> Finding? {
    let file = "\"\(target.settingsFile)\""
    switch reading {
    case .read:
        return nil
    case .missing(let nearest):
        return Finding(
            .settingsMissing, .error, .settings, .settingsMissing,
            message: """
                \(file) does not exist; the nearest directory that does is "\(nearest)". Check SettingsFile=, \
                the mount it lies on, and whether the connector is installed and registered.
                """)
    case .unreadable(let text):
        return Finding(
            .settingsMissing, .error, .settings, .settingsUnreadable,
            message: """
                \(file) cannot be read: \(text). Give the user connector-watch read access to it, or check \
                the mount it lies on.
                """)
    case .shareUnavailable(let path, let words):
        return Finding(
            .settingsMissing, .error, .settings, .shareUnavailable,
            message: """
                The share of the Windows host is not available at "\(path)": \(words). Check that it is mounted \
                (systemctl status of its mount unit), its server, and the account that it is mounted with. Nothing \
                is known about the certificate until it is back.
                """)
    case .outOfTime:
        return Finding(
            .settingsMissing, .error, .settings,
            target.windowsHost == nil ? .settingsUnreadable : .shareUnavailable,
            message: """
                \(file) gave no answer within \(timeout.text). The mount it lies on hangs: check its server \
                and the network to it.
                """)
    case .malformed(let fault, let line, let column):
        return Finding(
            .settingsMalformed, .error, .settings, fault.reason,
            message: """
                \(target.settingsFile):\(line):\(column): \(fault.text). The connector cannot read it \
                either: restore the file from a backup, or register the connector again.
                """)
    }
}

extension SettingsFailure {
    fileprivate var reason: Reason {
        switch self {
        case .thumbprint: .thumbprintMalformed
        case .empty, .truncated, .tooLarge, .tooDeep, .documentType, .notWellFormed, .wrongRoot,
            .elementMissing, .elementRepeated, .notBoolean:
            .settingsMalformed
        }
    }

    /// What is wrong, as a sentence without its end.
    package var text: String {
        switch self {
        case .empty: "The file is empty"
        case .truncated: "The file ends in the middle of the document"
        case .tooLarge(let limit): "The file is larger than \(limit) bytes"
        case .tooDeep(let limit): "Elements are nested more than \(limit) deep"
        case .documentType: "A document type declaration is refused"
        case .notWellFormed(let text): "The XML is not well-formed: \(text)"
        case .wrongRoot(let name):
            "The root element is \"\(name)\" where \"ConnectorTrustSettingsFile\" is expected"
        case .elementMissing(let name): "The element \"\(name)\" is missing"
        case .elementRepeated(let name): "The element \"\(name)\" stands there twice"
        case .thumbprint(let text): "The thumbprint \"\(text)\" is not 40 hexadecimal digits"
        case .notBoolean(let text): "IsInUserStore is \"\(text)\" where \"true\" or \"false\" is expected"
        }
    }
}
