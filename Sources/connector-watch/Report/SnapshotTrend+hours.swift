internal import FoundationEssentials
internal import WatchCore

extension SnapshotTrend {
    /// One hour of it.
    struct Hour: Equatable {
        var begins: Date
        var probes: Int
        var passed: Int
        /// `nil`: no probe was gone to its end.
        var ms: Double?
    }

    /// The oldest first; what a file has wrong in it is cut off.
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
