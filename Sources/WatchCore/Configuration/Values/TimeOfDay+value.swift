extension ValueType<TimeOfDay> {
    /// Hours and minutes, `HH:MM`.
    static let timeOfDay = ValueType(
        allowed: "a time of day from 00:00 to 23:59 (HH:MM)",
        read: { text throws(ValueError) in
            guard let match = text.wholeMatch(of: #/([0-9]{1,2}):([0-9]{2})/#) else {
                throw ValueError("it is not of the form HH:MM")
            }
            guard let hour = Int(match.output.1), let minute = Int(match.output.2),
                let time = TimeOfDay(hour: hour, minute: minute)
            else { throw ValueError("it is out of range") }
            guard match.output.1.count == 2 else {
                throw ValueError("it is not of the form HH:MM", suggestion: time.description)
            }
            return time
        },
        write: \.description)
}
