internal import FoundationEssentials
internal import WatchCore

extension SnapshotTrend {
    /// One hour of a trend.
    struct Hour: Equatable {
        var begins: Date
        var probes: Int
        var passed: Int
        /// The mean of the complete probes in milliseconds, or `nil` if there were none.
        var ms: Double?
    }

    /// The hours, oldest first; what an invalid file has too many of is ignored.
    var byHour: [Hour] {
        let count = min(probes.count, passed.count, ms.count)
        return (0..<count).map { index in
            let begins = hour + Double(index - count + 1) * 3600
            let probes = Int(probes[index])
            return Hour(
                begins: begins, probes: probes, passed: min(Int(passed[index]), probes), ms: ms[index])
        }
    }
}
