internal import FoundationEssentials
internal import WatchCore

extension SnapshotTrend {
    /// One hour of it.
    struct Hour: Equatable {
        var begins: Date
        var looks: Int
        var passed: Int
        /// `nil`: no look was gone to its end.
        var ms: Double?
    }

    /// The oldest first; what a file has wrong in it is cut off.
    var byHour: [Hour] {
        let count = min(looks.count, passed.count, ms.count)
        return (0..<count).map { index in
            let begins = hour + Double(index - count + 1) * 3600
            let looks = Int(looks[index])
            return Hour(begins: begins, looks: looks, passed: min(Int(passed[index]), looks), ms: ms[index])
        }
    }
}
