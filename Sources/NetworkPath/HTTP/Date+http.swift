package import FoundationEssentials
internal import Glibc

extension Date {
    /// Reads a date in one of the three forms of RFC 9110 section 5.6.7, or returns `nil` for anything else:
    /// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` and `Sun Nov  6 08:49:37 1994`.
    package init?(httpDate text: String) {
        let words = text.utf8.split { " ,-:".utf8.contains($0) }.map { String(decoding: $0, as: UTF8.self) }
        let shape = text.utf8.map {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) ? "0" : Character(Unicode.Scalar($0))
        }
        let form = String(shape.map { $0.isLetter ? "a" : $0 })
        let order: (day: Int, month: Int, year: Int, time: Int)
        switch form {
        case "aaa, 00 aaa 0000 00:00:00 aaa" where words[7] == "GMT": order = (1, 2, 3, 4)
        case "aaa aaa 00 00:00:00 0000", "aaa aaa  0 00:00:00 0000": order = (2, 1, 6, 3)
        default:
            guard form.hasSuffix("a, 00-aaa-00 00:00:00 aaa"), words.count == 8, words[7] == "GMT" else {
                return nil
            }
            order = (1, 2, 3, 4)
        }
        guard Self.days.contains(where: { words[0].hasPrefix($0) }),
            let month = Self.months.firstIndex(of: words[order.month]),
            let day = Int32(words[order.day]), let year = Int32(words[order.year]),
            let hour = Int32(words[order.time]), let minute = Int32(words[order.time + 1]),
            let second = Int32(words[order.time + 2]), hour < 24, minute < 60, second <= 60
        else { return nil }
        var parts = tm()
        // Two digits mean a year of 1970 to 2069: no server was there before.
        let century: Int32 = words[order.year].utf8.count > 2 ? 0 : year < 70 ? 2000 : 1900
        (parts.tm_mday, parts.tm_mon, parts.tm_year) = (day, Int32(month), century + year - 1900)
        (parts.tm_hour, parts.tm_min, parts.tm_sec) = (hour, minute, min(second, 59))
        let seconds = timegm(&parts)
        // timegm(3) turns a day that the month does not have into one of the next month.
        guard parts.tm_mon == month else { return nil }
        self.init(timeIntervalSince1970: Double(seconds))
    }

    private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
