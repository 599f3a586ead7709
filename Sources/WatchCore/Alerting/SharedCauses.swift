internal import FoundationEssentials

/// A dependency that is down, and the checks of one run that fail for it.
package struct SharedCause: Sendable, Equatable {
    /// Under which the daemon's alert of it stands, as "resolver".
    package var name: CheckName
    /// What alerts of it name as their target.
    package var target: String
    /// The one finding about it.
    package var finding: Finding
    /// The checks that fail for it, in the order of the settings.
    package var checks: [CheckName]

    package init(name: CheckName, target: String, finding: Finding, checks: [CheckName]) {
        self.name = name
        self.target = target
        self.finding = finding
        self.checks = checks
    }
}

/// What the checks of one run fail for together: they are told as the daemon tells them.
struct SharedCauses: Sendable {
    /// What was found of one check, and where the probe connected to directly, or the first address that it tried.
    typealias Result = (check: Check, verdict: Verdict, address: String?)

    private var dependencies = Dependencies()
    /// Those of each check.
    private let requirements: [[Requirement]]
    /// In the order of the checks that gave them away.
    private(set) var all: [SharedCause] = []

    /// Attributes what was found in one run, at this time.
    init(of results: [Result], at date: Date) {
        dependencies.replace(with: results.map(\.check))
        requirements = results.map(\.check.requirements)
        // What works must be seen to work after the rest began to fail.
        for (result, requirements) in zip(results, requirements) {
            _ = dependencies.record(
                result.verdict, of: requirements, from: result.address,
                at: Timestamp(uptime: .seconds(2), date: date), since: .seconds(1))
        }
        for (result, requirements) in zip(results, requirements) {
            for finding in result.verdict.findings { attribute(finding, of: requirements) }
        }
        for index in all.indices { complete(index, with: results) }
    }

    /// Under which name that stands which a finding is explained by, or `nil` if nothing explains it.
    ///
    /// - Parameters:
    ///   - finding: what was found.
    ///   - index: of the check's result.
    /// - Returns: the name.
    mutating func cause(of finding: Finding, ofResult index: Int) -> CheckName? {
        dependency(behind: finding, of: requirements[index]).flatMap { dependency in
            dependencies.reason(of: dependency).map { _ in dependency.name }
        }
    }

    private mutating func dependency(behind finding: Finding, of requirements: [Requirement]) -> Dependency? {
        if let known = dependencies.outage(behind: finding, of: requirements) { return known }
        return switch dependencies.attribution(of: finding, of: requirements) {
        case .own: nil
        case .shared(let dependency): dependency
        // Nobody can be asked once more.
        case .undecided(_, let likely): likely
        }
    }

    private mutating func attribute(_ finding: Finding, of requirements: [Requirement]) {
        guard let dependency = dependency(behind: finding, of: requirements),
            dependencies.reason(of: dependency) == nil, let target = dependencies.target(of: dependency),
            dependencies.attribute(dependency, by: finding, of: requirements)
        else { return }
        all.append(SharedCause(name: dependency.name, target: target, finding: finding, checks: []))
    }

    private mutating func complete(_ index: Int, with results: [Result]) {
        let name = all[index].name
        guard let dependency = Dependency(rawValue: name.text) else { return }
        let checks = results.enumerated().filter { place, result in
            result.verdict.findings.contains { cause(of: $0, ofResult: place) == name }
        }
        .map(\.element.check.name)
        all[index].checks = checks
        all[index].finding = dependency.finding(
            from: all[index].finding, dependents: checks, areAlerted: false)
    }
}
