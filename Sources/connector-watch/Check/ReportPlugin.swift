internal import SystemdHost
internal import WatchCore

/// A report as the one line of a monitoring plugin: status, text, performance data.
///
/// Source: Monitoring Plugins Development Guidelines, "Plugin Output for Nagios".
struct ReportPlugin {
    let report: Report

    var text: String {
        "CONNECTOR \(report.verdict.rawValue.uppercased()) - \(Self.line(sentence)) | "
            + performance.joined(separator: " ") + "\n"
    }

    /// The line for checks that could not be run; the exit status is then 3.
    static func unknown(_ sentence: String) -> String { "CONNECTOR UNKNOWN - \(line(sentence))\n" }

    /// One line, without the character that begins the performance data.
    private static func line(_ text: String) -> String {
        PlainText.escaped(text).replacing("|", with: "/")
    }

    private var sentence: String {
        let failures = report.entries.filter { ReportVerdict($0.finding.priority) != .ok }
        guard let (name, worst) = failures.max(by: { $0.finding.priority < $1.finding.priority }) else {
            return
                "\(report.checks.count) check\(report.checks.count == 1 ? "" : "s") passed in \(report.duration.text)"
        }
        let message = worst.message.hasSuffix(".") ? worst.message.dropLast() : worst.message[...]
        let more = failures.count > 1 ? "; and \(failures.count - 1) more" : ""
        let route = worst.route.map { " (\($0.rawValue))" } ?? ""
        let silenced =
            report.silence(of: worst, of: name).map { " (silenced until \($0.until.rfc3339))" } ?? ""
        return "\(worst.event.rawValue) \(name)\(route): \(message)\(silenced)\(more)"
    }

    private var performance: [String] {
        report.checks.flatMap { check in check.lines.map { item(check, $0) } }.compactMap(\.self)
    }

    private func item(_ check: CheckReport, _ line: ReportLine) -> String? {
        let label = [check.check.name.text, line.route?.rawValue].compactMap(\.self).joined(separator: " ")
        switch line.detail {
        case .path(let path, _):
            // The time of a probe that stopped early cannot be compared.
            let value = path.stop == nil ? seconds(path.timings.total) + "s" : "U"
            return "'\(label)'=\(value);;\(seconds(check.check.pace.timeout));0"
        case .trust(let trust):
            guard case .trust(let target) = check.check.target, let facts = trust.inUse?.facts
            else { return "'\(label) days'=U" }
            let limits = [target.expiryWarning, target.expiryError].map { "\($0.wholeDays):" }
            return "'\(label) days'=\(facts.timeLeft(at: report.time).wholeDays);"
                + limits.joined(separator: ";")
        case .cloud: return nil
        case .host(let host):
            return host.clockMeasurement.map { "'\(label) clock'=\(seconds($0.offset))s" }
        case .none: return "'\(label)'=U"
        }
    }

    /// Seconds with three decimals.
    private func seconds(_ duration: Duration) -> String {
        let milliseconds = duration.milliseconds
        let digits = String(abs(milliseconds) % 1000)
        let fraction = String(repeating: "0", count: 3 - digits.count) + digits
        return "\(milliseconds < 0 ? "-" : "")\(abs(milliseconds) / 1000).\(fraction)"
    }
}
