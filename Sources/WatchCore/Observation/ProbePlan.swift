/// One probe of every check: what may start when, and what came of it.
///
/// Checks under names of the tenant start once a trust certificate has told its id (``learnedTenant(from:)``).
package struct ProbePlan: Sendable {
    private let settings: Settings
    private let selection: CheckSelection
    /// The checks that need what trust certificates tell: the tenant's id, or the connector's.
    private let dependents: [CheckName]
    /// Those of them that have not been released.
    private var held: Set<CheckName>
    /// The trust checks that may tell it, in the order of the settings.
    private let agents: [CheckName]
    private var tenant: String?
    private var connectorID: String?
    private var waiting: [Check]
    private var begun = 0
    private var answers: [CheckName: Observation] = [:]

    /// Trust checks that are not picked are probed all the same where they are needed to learn the tenant.
    package init(_ settings: Settings, only selection: CheckSelection = CheckSelection()) {
        let trusts = settings.trusts.isEmpty
        let known = settings.checks(learnedTenant: nil).filter { trusts || !$0.isCloud }
        let names = Set(known.map(\.name))
        let dependents = settings.names.filter { !names.contains($0) && selection.includes($0) }
        let agents = dependents.isEmpty ? [] : known.filter(\.isTrust).map(\.name)
        self.settings = settings
        self.selection = selection
        self.dependents = dependents
        held = Set(dependents)
        self.agents = agents
        // Taken from the end.
        waiting = known.filter { selection.includes($0.name) || agents.contains($0.name) }.reversed()
    }

    /// The next check to probe, or `nil` if there is none before another answer.
    package mutating func next() -> Check? {
        guard let check = waiting.popLast() else { return nil }
        begun += 1
        return check
    }

    /// How many checks have answered, and how many there are as far as is known.
    package var answered: Int { answers.count }
    package var count: Int { begun + waiting.count }

    package mutating func take(_ observation: Observation, of check: Check) {
        answers[check.name] = observation
        guard !held.isEmpty, agents.contains(check.name) else { return }
        if tenant == nil {
            tenant = learnedTenant(from: agents.lazy.map { [answers] in answers[$0]?.tenant ?? .awaited })
        }
        let haveAllAnswered = agents.allSatisfy { answers[$0] != nil }
        if haveAllAnswered {
            connectorID = learnedConnector(from: agents.lazy.map { [answers] in answers[$0]?.certificate })
        }
        let released = settings.checks(learnedTenant: tenant, connectorID: connectorID).filter {
            held.contains($0.name) && (haveAllAnswered || !$0.isCloud)
        }
        held.subtract(released.map(\.name))
        waiting = released.reversed() + waiting
    }

    /// What has been seen so far, in the order of the settings.
    package var seen: RunObservation {
        let observations = settings.checks(learnedTenant: tenant, connectorID: connectorID).compactMap {
            check in
            answers[check.name].flatMap { answer in
                selection.includes(check.name) ? RunObservation.Part(check: check, observation: answer) : nil
            }
        }
        return RunObservation(parts: observations, leftOut: dependents.filter { answers[$0] == nil })
    }
}

/// What one probe of every check showed.
package struct RunObservation: Sendable, Equatable {
    /// In the order of the settings.
    package var parts: [Part]
    /// Checks that were not probed, as nothing told the tenant's id.
    package var leftOut: [CheckName]

    /// One check and what it showed.
    package struct Part: Sendable, Equatable {
        package var check: Check
        package var observation: Observation

        package init(check: Check, observation: Observation) {
            self.check = check
            self.observation = observation
        }
    }

    package init(parts: [Part] = [], leftOut: [CheckName] = []) {
        self.parts = parts
        self.leftOut = leftOut
    }
}

extension Check {
    package var isTrust: Bool {
        if case .trust = target { true } else { false }
    }

    package var isCloud: Bool {
        if case .cloud = target { true } else { false }
    }
}

extension Observation {
    fileprivate var tenant: AgentTenant { certificate?.tenant.map(AgentTenant.named) ?? .nameless }

    /// The trust certificate that was found in the store that the settings name.
    fileprivate var certificate: CertificateFacts? {
        if case .trust(let trust) = self { trust.lookup?.found?.facts } else { nil }
    }
}

extension RunObservation {
    /// The tenant that the trust certificates name, or `nil` if none does.
    package var tenant: String? { learnedTenant(from: parts.map(\.observation.tenant)) }
}
