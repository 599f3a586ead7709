internal import FoundationEssentials

/// What several checks of one run fail of together: told once, with those who need it.
package struct SharedCause: Sendable, Equatable {
    /// As the check of its alert: `resolver` or `proxy`.
    package var name: CheckName
    package var target: String
    /// The one finding about it.
    package var finding: Finding
    /// The checks that fail of it, in the order of the settings.
    package var checks: [CheckName]

    package init(name: CheckName, target: String, finding: Finding, checks: [CheckName]) {
        self.name = name
        self.target = target
        self.finding = finding
        self.checks = checks
    }
}

extension Report {
    /// Attributes what checks fail of together to its cause, by the rules of the daemon's alerts.
    ///
    /// - Parameters:
    ///   - checks: the reports of all checks.
    ///   - verdicts: what the probe of each means, in the same order.
    /// - Returns: the reports, which name the causes, and the causes.
    static func attributed(_ checks: [CheckReport], _ verdicts: [Verdict]) -> ([CheckReport], [SharedCause]) {
        let dependencies = Dependencies(of: checks.map(\.check), verdicts)
        var (checks, causes) = (checks, [Dependency: SharedCause]())
        for index in checks.indices {
            let check = checks[index].check
            for finding in checks[index].findings where finding.priority >= .warning {
                guard
                    case .shared(let dependency) = dependencies.attribution(of: finding, of: check),
                    let target = dependencies.target(of: dependency)
                else { continue }
                checks[index].causes[finding.key] = dependency.name
                var cause =
                    causes[dependency]
                    ?? SharedCause(name: dependency.name, target: target, finding: finding, checks: [])
                if finding.priority > cause.finding.priority { cause.finding = finding }
                if cause.checks.last != check.name { cause.checks.append(check.name) }
                causes[dependency] = cause
            }
        }
        let told = Dependency.allCases.compactMap { dependency in
            causes[dependency].map { cause in
                var cause = cause
                cause.finding = dependency.finding(from: cause.finding, dependents: cause.checks)
                return cause
            }
        }
        return (checks, told)
    }
}

extension Dependencies {
    /// What probes that answered at the same time say about each dependency.
    fileprivate init(of checks: [Check], _ verdicts: [Verdict]) {
        self.init()
        replace(with: checks)
        // Twice, as what works counts against a failure only since that began.
        for uptime in [Duration.zero, .seconds(1)] {
            for (check, verdict) in zip(checks, verdicts) {
                _ = record(verdict, of: check, at: Timestamp(uptime: uptime, date: .distantPast))
            }
        }
    }
}
