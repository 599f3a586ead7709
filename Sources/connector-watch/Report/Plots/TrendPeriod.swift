internal import FoundationEssentials
internal import Memory
internal import WatchCore

/// How a check fared in one hour or one day.
struct TrendPeriod: Equatable {
    static let (hour, day) = (3600.0, 86_400.0)

    var begins: Date
    var probes: Int
    var passed: Int
    /// Those that failed during a silence.
    var silenced = 0
    /// The mean of the complete probes in milliseconds, or `nil` if there were none.
    var ms: Double?
}

extension SnapshotTrend {
    /// The hours, oldest first; what an invalid file has too many of is ignored.
    var byHour: [TrendPeriod] {
        let count = min(probes.count, passed.count, ms.count)
        return (0..<count).map { index in
            let begins = hour + Double(index - count + 1) * TrendPeriod.hour
            let probes = Int(probes[index])
            return TrendPeriod(
                begins: begins, probes: probes, passed: min(Int(passed[index]), probes), ms: ms[index])
        }
    }
}

extension TrendPeriod {
    init(_ day: CheckDay) {
        self.init(
            begins: day.begins, probes: day.probes, passed: day.passed, silenced: day.silenced,
            ms: day.latencyMs)
    }
}
