import Foundation

@testable import WatchCore

/// A summary and the clocks that it is asked with, which its wakings move on.
struct SummaryHost {
    var summary: DailySummary
    var now: Timestamp
    let zone: TimeZoneRules
    /// When one came.
    var told: [Date] = []
    var wakings = 0

    init(
        _ zone: TimeZoneRules = .utc, from date: Date, saved: DailySummary.Saved? = nil
    ) {
        self.zone = zone
        summary = DailySummary(saved: saved, zone: zone)
        now = Timestamp(uptime: .seconds(1000), date: date)
    }

    var days: [Int] { told.map { LocalTime(of: $0, in: zone).day } }

    /// Lets time pass, as an engine that only the summary wakes.
    mutating func run(for duration: Duration) {
        let end = now.uptime + duration
        while let next = summary.wakesAt, next <= end { pass(max(.zero, next - now.uptime)) }
        pass(end - now.uptime)
    }

    mutating func pass(_ time: Duration) {
        now = Timestamp(uptime: now.uptime + time, date: now.date + time.inSeconds)
        ask()
    }

    mutating func ask() {
        wakings += 1
        if summary.takeDue(at: now) != nil { told.append(now.date) }
    }
}

/// A date as RFC 3339 in UTC has it.
func utc(_ text: String) -> Date {
    guard let date = ISO8601DateFormatter().date(from: text) else {
        preconditionFailure("\(text) is no date.")
    }
    return date
}
