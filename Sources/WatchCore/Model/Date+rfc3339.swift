package import FoundationEssentials

extension Date {
    /// RFC 3339 in UTC with whole seconds: `2026-11-23T19:11:18Z`.
    package var rfc3339: String {
        let (days, second) = Int(timeIntervalSince1970.rounded(.down)).dividedDown(by: 86_400)
        let time = [second / 3600, second / 60 % 60, second % 60].map { $0.padded(2) }
        return "\(CivilDate(days: days))T\(time.joined(separator: ":"))Z"
    }

    /// The same in the basic format of ISO 8601, for file names: `20261123T191118Z`.
    package var compact: String { rfc3339.filter { $0 != "-" && $0 != ":" } }
}
