/// Why `TrustSettings.xml` could not be read.
package enum SettingsAbsence: Sendable, Equatable {
    /// It does not exist; the nearest directory that does.
    case missing(nearest: String)
    /// The system's words.
    case unreadable(String)
    /// The share of a Windows host is not available at this path; the system's words, or a sentence part.
    case shareUnavailable(path: String, String)
    /// It gave no answer in this time.
    case outOfTime(Duration)
}

/// Event 1011 or 1012, or `nil` if the settings were read.
func settingsFinding(_ reading: SettingsReading, _ target: TrustTarget, _ timeout: Duration) -> Finding? {
    let file = target.settingsFile
    switch reading {
    case .read(let settings):
        return settings.oddSpelling.map {
            Finding(
                .settingsMalformed(file: file, .oddSpelling($0.text), line: $0.line, column: $0.column),
                .notice,
                .settings, .settingsMalformed)
        }
    case .missing(let nearest):
        return Finding(
            .settingsMissing(file: file, .missing(nearest: nearest)), .error, .settings, .settingsMissing)
    case .unreadable(let text):
        return Finding(
            .settingsMissing(file: file, .unreadable(text)), .error, .settings, .settingsUnreadable)
    case .shareUnavailable(let path, let text):
        return Finding(
            .settingsMissing(file: file, .shareUnavailable(path: path, text)), .error, .settings,
            .shareUnavailable)
    case .outOfTime:
        return Finding(
            .settingsMissing(file: file, .outOfTime(timeout)), .error, .settings,
            target.windowsHost == nil ? .settingsUnreadable : .shareUnavailable)
    case .malformed(let failure, let line, let column):
        return Finding(
            .settingsMalformed(file: file, failure, line: line, column: column), .error, .settings,
            failure.reason)
    }
}

extension SettingsFailure {
    fileprivate var reason: Reason {
        switch self {
        case .thumbprint: .thumbprintMalformed
        case .empty, .zeroBytes, .secondMark, .version, .oddSpelling, .truncated, .tooLarge, .tooDeep,
            .documentType, .notWellFormed, .wrongRoot, .elementMissing, .elementRepeated, .notBoolean:
            .settingsMalformed
        }
    }
}
