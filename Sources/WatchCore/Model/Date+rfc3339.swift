package import FoundationEssentials

extension Date {
    /// RFC 3339 in UTC with whole seconds: `2026-11-23T19:11:18Z`.
    package var rfc3339: String {
        let seconds = Int(timeIntervalSince1970.rounded(.down))
        let (days, second) = seconds.dividedDown(by: 86_400)
        let date = CivilDate(days: days)
        return pad(date.year, 4) + "-" + pad(date.month, 2) + "-" + pad(date.day, 2) + "T"
            + pad(second / 3600, 2) + ":" + pad(second / 60 % 60, 2) + ":" + pad(second % 60, 2) + "Z"
    }
}

private func pad(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
