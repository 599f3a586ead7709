internal import FoundationEssentials
internal import Glibc

extension Date {
    /// Reads an IMF-fixdate, as in `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 section 5.6.7).
    ///
    /// Returns `nil` for anything else, including the obsolete forms, which no server sends any more.
    init?(httpDate text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 29 else { return nil }
        let part = { String(decoding: bytes[$0], as: UTF8.self) }
        let number = { (range: Range<Int>) in
            bytes[range].allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } ? Int32(part(range)) : nil
        }
        guard Self.days.contains(part(0..<3)), part(3..<5) == ", ", part(16..<17) == " ",
            part(7..<8) == " ", part(11..<12) == " ", part(19..<20) == ":", part(22..<23) == ":",
            part(25..<29) == " GMT",
            let day = number(5..<7), let month = Self.months.firstIndex(of: part(8..<11)),
            let year = number(12..<16), let hour = number(17..<19), let minute = number(20..<22),
            let second = number(23..<25), hour < 24, minute < 60, second <= 60
        else { return nil }
        var parts = tm()
        (parts.tm_mday, parts.tm_mon, parts.tm_year) = (day, Int32(month), year - 1900)
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
