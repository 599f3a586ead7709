internal import FoundationEssentials
internal import WatchCore

/// The mean duration of complete probes in each hour or day, with a gap where there were none.
struct LatencyPlot {
    let id: String
    let check: String
    let axis: TimeAxis
    /// Oldest first.
    let periods: [TrendPeriod]
    /// That of each period, in seconds.
    var length = TrendPeriod.hour

    private static let (width, height) = (1000.0, 36.0)

    /// The picture, or `nil` if there is no complete probe.
    var html: HTML? {
        guard let range else { return nil }
        return SVG.picture(
            "latency", id: id, title: "Latency of \(check)", description: description(range),
            viewBox: "0 0 \(SVG.number(Self.width)) \(SVG.number(Self.height))"
        ) {
            for day in axis.days { SVG.path("day", "M\(SVG.number(x(day))) 0V\(SVG.number(Self.height))") }
            for stretch in stretches { area(stretch, range.upperBound) }
            for stretch in stretches { SVG.path("curve", data(stretch, range.upperBound)) }
        }
    }

    /// The least and the greatest mean shown, in milliseconds, or `nil` if there is none.
    var range: ClosedRange<Double>? {
        let values = points.map(\.ms)
        guard let least = values.min(), let most = values.max() else { return nil }
        return least...most
    }

    private struct Point {
        var begins: Date
        var ms: Double
    }

    private var points: [Point] {
        periods.filter { $0.begins + length > axis.from && $0.begins < axis.to }
            .compactMap { period in period.ms.map { Point(begins: period.begins, ms: $0) } }
            .filter { $0.ms.isFinite && $0.ms >= 0 }
    }

    /// Those that follow each other.
    private var stretches: [[Point]] {
        points.reduce(into: []) { stretches, point in
            if let last = stretches.last?.last, last.begins + length == point.begins {
                stretches[stretches.count - 1].append(point)
            } else {
                stretches.append([point])
            }
        }
    }

    private func x(_ date: Date) -> Double { axis.percent(date) / 100 * Self.width }

    /// Zero is at the bottom, so that small changes look small.
    private func y(_ ms: Double, _ most: Double) -> Double {
        Self.height - 2 - (most > 0 ? ms / most * (Self.height - 5) : 0)
    }

    private func data(_ stretch: [Point], _ most: Double) -> String {
        // The middle of each; one by itself is a dot.
        let places = stretch.map { "\(SVG.number(x($0.begins + length / 2))) \(SVG.number(y($0.ms, most)))" }
        return "M" + places.joined(separator: "L") + (places.count == 1 ? "h0.01" : "")
    }

    private func area(_ stretch: [Point], _ most: Double) -> HTML {
        guard let first = stretch.first, let last = stretch.last, stretch.count > 1 else { return .none }
        let (left, right) = (
            SVG.number(x(first.begins + length / 2)), SVG.number(x(last.begins + length / 2))
        )
        return SVG.path(
            "area",
            data(stretch, most) + "L\(right) \(SVG.number(Self.height))L\(left) \(SVG.number(Self.height))Z")
    }

    private func description(_ range: ClosedRange<Double>) -> String {
        let (least, most) = (
            Duration.milliseconds(range.lowerBound).text, Duration.milliseconds(range.upperBound).text
        )
        return
            "\(axis.from.minute) to \(axis.to.minute) UTC: \(length < TrendPeriod.day ? "hourly" : "daily") means from \(least) to \(most)."
    }
}
