package import FoundationEssentials

/// How a check fared over the last days, hour by hour of the calendar.
///
/// It is bounded whatever the calendar does: a jump back of less than the whole span counts into the last hour, any
/// other jump beyond it starts anew.
package struct Trend: Sendable, Equatable {
    /// One hour.
    package struct Hour: Sendable, Equatable {
        /// So many at most are counted.
        package fileprivate(set) var probes: UInt16 = 0
        package fileprivate(set) var passed: UInt16 = 0
        /// Those that failed of what a silence covers.
        package fileprivate(set) var silenced: UInt16 = 0
        /// Milliseconds; negative: no probe was timed, in half the size of an optional, as there are many.
        fileprivate var mean: Float = -1

        /// Of the probes that went all the way down, in milliseconds, or `nil` if none did.
        package var latencyMs: Double? { mean < 0 ? nil : Double(mean) }
    }

    /// So many hours are kept.
    package static let limit = 96
    /// Of the checks of the settings, so many at most have one, the first: with more, memory and snapshot would grow
    /// by more than a daemon that idles may take.
    package static let checkLimit = 200

    /// The oldest first.
    package private(set) var hours: [Hour] = []
    /// The last of the hours, counted from 1970.
    private var last: Int64 = 0
    /// How many probes its mean is of.
    private var timed: UInt16 = 0

    package init() {}

    /// When the last hour began, or `nil` if nothing was counted yet.
    package var lastBegins: Date? {
        hours.isEmpty ? nil : Date(timeIntervalSince1970: Double(last) * 3600)
    }

    /// Counts a probe.
    ///
    /// - Parameters:
    ///   - isPassed: whether nothing was found that is worth a warning.
    ///   - isSilenced: whether all that was found is silenced.
    ///   - latency: how long it took, if it went all the way down.
    ///   - date: when it ended.
    package mutating func count(isPassed: Bool, isSilenced: Bool = false, latency: Duration?, at date: Date) {
        advance(to: Int64((date.timeIntervalSince1970 / 3600).rounded(.down)))
        let index = hours.count - 1
        guard hours[index].probes < .max else { return }
        hours[index].probes += 1
        if isPassed { hours[index].passed += 1 } else if isSilenced { hours[index].silenced += 1 }
        guard let latency else { return }
        timed += 1
        let mean = max(0, hours[index].mean)
        hours[index].mean = mean + (Float(max(0, latency / .milliseconds(1))) - mean) / Float(timed)
    }

    /// Makes an hour the last one.
    private mutating func advance(to hour: Int64) {
        let step = hour - last
        if hours.isEmpty || abs(step) >= Self.limit {
            hours = [Hour()]
        } else if step > 0 {
            hours += Array(repeating: Hour(), count: Int(step))
            hours.removeFirst(max(0, hours.count - Self.limit))
        } else {
            return
        }
        last = hour
        timed = 0
    }
}

extension Trend: Codable {
    private enum CodingKeys: String, CodingKey {
        case last
        case probes = "looks"
        case passed
        case silenced
        case mean
        case timed
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(last, forKey: .last)
        try container.encode(hours.map(\.probes), forKey: .probes)
        try container.encode(hours.map(\.passed), forKey: .passed)
        if hours.contains(where: { $0.silenced > 0 }) {
            try container.encode(hours.map(\.silenced), forKey: .silenced)
        }
        try container.encode(hours.map(\.mean), forKey: .mean)
        try container.encode(timed, forKey: .timed)
    }

    /// Throws for columns that do not belong together.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let probes = try container.decode([UInt16].self, forKey: .probes)
        let passed = try container.decode([UInt16].self, forKey: .passed)
        let silenced = try container.decodeIfPresent([UInt16].self, forKey: .silenced)
        let mean = try container.decode([Float].self, forKey: .mean)
        last = try container.decode(Int64.self, forKey: .last)
        timed = try container.decode(UInt16.self, forKey: .timed)
        guard [passed.count, mean.count, silenced?.count ?? probes.count].allSatisfy({ $0 == probes.count })
        else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "Uneven columns."))
        }
        hours = probes.indices.map {
            Hour(probes: probes[$0], passed: passed[$0], silenced: silenced?[$0] ?? 0, mean: mean[$0])
        }
    }

    /// Whether a run may have written it, so that it can be computed with.
    var isPossible: Bool {
        // The hours of the years 1 to 9999.
        let isCounted = (0...Self.limit).contains(hours.count) && (-17_259_888..<70_389_528).contains(last)
        let isRight = hours.allSatisfy {
            Int($0.passed) + Int($0.silenced) <= Int($0.probes) && $0.mean.isFinite && $0.mean < 1e9
        }
        return isCounted && isRight && timed <= (hours.last?.probes ?? 0)
    }
}
