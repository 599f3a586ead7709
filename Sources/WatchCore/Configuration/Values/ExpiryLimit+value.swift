extension ValueType<ExpiryLimit> {
    /// A time span (systemd.time(7)), or a share of a certificate's life with at most two decimals.
    static let expiryLimit = ValueType(
        allowed: "a percentage from 1% to 90% of the certificate's life, or a time span of 1h up to 730d",
        read: { text throws(ValueError) in
            guard text.hasSuffix("%") else {
                do throws(ValueError) {
                    return .span(try time.read(text))
                } catch {
                    throw ValueError(error.reason, suggestion: error.suggestion ?? percentage(missing: text))
                }
            }
            guard let share = hundredths(text.dropLast()) else {
                throw ValueError("it is not a number with at most two decimals before the %")
            }
            if share < 100 { throw ValueError("it is less than 1%") }
            if share > 9000 { throw ValueError("it is more than 90%") }
            return .share(hundredths: share)
        },
        write: { limit in
            switch limit {
            case .span(let span): time.write(span)
            case .share(let hundredths): percentage(hundredths)
            }
        })

    private static let time = ValueType<Duration>.span(TimeSpan.hours(1)...TimeSpan.days(730))

    /// `16`, `16.6` or `16.67` in hundredths, or `nil` if it is none.
    private static func hundredths(_ text: Substring) -> Int? {
        guard let match = text.wholeMatch(of: #/([0-9]{1,3})(?:\.([0-9]{1,2}))?/#) else { return nil }
        let fraction = ((match.output.2 ?? "") + "00").prefix(2)
        return Int(match.output.1 + fraction)
    }

    /// As short as it can be: `16%`, `16.5%`, `16.67%`.
    private static func percentage(_ hundredths: Int) -> String {
        let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
        if rest == 0 { return "\(whole)%" }
        return rest % 10 == 0 ? "\(whole).\(rest / 10)%" : "\(whole).\(rest < 10 ? "0" : "")\(rest)%"
    }

    /// What a bare number, which is one of seconds, probably lacks; or `nil` if that is not likely.
    private static func percentage(missing text: String) -> String? {
        guard let share = hundredths(text[...]), (100...9000).contains(share) else { return nil }
        return text + "%"
    }
}
