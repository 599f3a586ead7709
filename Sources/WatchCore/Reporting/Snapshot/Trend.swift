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

    /// The last hour, counted from 1970.
    var lastHour: Int64 { last }

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

extension Trend {
    /// One hour of a check, as it is remembered.
    package struct Record: Sendable, Equatable {
        package var check: CheckName
        /// Counted from 1970.
        package var hour: Int64
        package var probes: Int
        package var passed: Int
        package var silenced: Int
        package var latencyMs: Double?
        /// Of so many probes the latency is the mean, as long as the hour goes on.
        package var timed: Int

        package init(
            check: CheckName, hour: Int64, probes: Int, passed: Int, silenced: Int, latencyMs: Double?,
            timed: Int
        ) {
            (self.check, self.hour) = (check, hour)
            (self.probes, self.passed, self.silenced) = (probes, passed, silenced)
            (self.latencyMs, self.timed) = (latencyMs, timed)
        }
    }

    /// Its hours in which something was probed, from one on, as those of a check.
    package func records(of check: CheckName, since hour: Int64 = .min) -> [Record] {
        zip(hours, (last - Int64(hours.count) + 1)...).filter { $0.probes > 0 && $1 >= hour }.map {
            Record(
                check: check, hour: $1, probes: Int($0.probes), passed: Int($0.passed),
                silenced: Int($0.silenced), latencyMs: $0.latencyMs, timed: $1 == last ? Int(timed) : 0)
        }
    }

    /// Goes on after the hours of one check, the oldest first, or returns `nil` if no run left them so.
    package init?(_ records: some Sequence<Record>) {
        for record in records {
            guard let probes = UInt16(exactly: record.probes), let passed = UInt16(exactly: record.passed),
                let silenced = UInt16(exactly: record.silenced), let timed = UInt16(exactly: record.timed),
                (Self.firstHour..<Self.endHour).contains(record.hour), hours.isEmpty || record.hour > last
            else { return nil }
            advance(to: record.hour)
            hours[hours.count - 1] = Hour(
                probes: probes, passed: passed, silenced: silenced,
                mean: record.latencyMs.map(Float.init) ?? -1)
            self.timed = timed
        }
        guard isPossible, !hours.isEmpty else { return nil }
    }

    /// The hours of the years 1 to 9999.
    private static let (firstHour, endHour): (Int64, Int64) = (-17_259_888, 70_389_528)
}

/// As versions before 0.4.0 saved it.
extension Trend: Decodable {
    private enum CodingKeys: String, CodingKey {
        case last
        case probes = "looks"
        case passed
        case mean
        case timed
    }

    /// Throws for columns that do not belong together.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let probes = try container.decode([UInt16].self, forKey: .probes)
        let passed = try container.decode([UInt16].self, forKey: .passed)
        let mean = try container.decode([Float].self, forKey: .mean)
        last = try container.decode(Int64.self, forKey: .last)
        timed = try container.decode(UInt16.self, forKey: .timed)
        guard [passed.count, mean.count].allSatisfy({ $0 == probes.count }) else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "Uneven columns."))
        }
        hours = probes.indices.map {
            Hour(probes: probes[$0], passed: passed[$0], mean: mean[$0])
        }
    }

    /// Whether a run may have written it, so that it can be computed with.
    var isPossible: Bool {
        let isCounted =
            (0...Self.limit).contains(hours.count) && (Self.firstHour..<Self.endHour).contains(last)
        let isRight = hours.allSatisfy {
            Int($0.passed) + Int($0.silenced) <= Int($0.probes) && $0.mean.isFinite && $0.mean < 1e9
        }
        return isCounted && isRight && timed <= (hours.last?.probes ?? 0)
    }
}
