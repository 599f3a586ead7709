/// What an observation says about a check.
package struct Verdict: Sendable, Equatable {
    package var findings: [Finding]
    /// The events that this probe could tell anything about, each on its route.
    ///
    /// One of these without a finding has passed; any other event stays as it was: a name that does not resolve
    /// says nothing about the port.
    package var judged: AlertKeys

    /// `judged` are events that are not about a route; ``on(_:)`` says which route they are about.
    package init(findings: [Finding] = [], judged: [AlertEvent] = []) {
        self.findings = findings
        self.judged = AlertKeys(judged.lazy.map { AlertKey($0) })
    }

    /// The same, found on this route.
    func on(_ route: Route) -> Verdict {
        var verdict = self
        for index in verdict.findings.indices { verdict.findings[index].route = route }
        verdict.judged = judged.on(route)
        return verdict
    }

    /// Without what may only be on its way: it was neither found nor has it passed.
    var settled: Verdict {
        var verdict = self
        for finding in findings where finding.isProvisional { verdict.judged.remove(finding.key) }
        verdict.findings.removeAll(where: \.isProvisional)
        return verdict
    }

    mutating func add(_ other: Verdict) {
        findings += other.findings
        judged.formUnion(other.judged)
    }

    mutating func judge(_ events: [AlertEvent]) {
        for event in events { judged.insert(AlertKey(event)) }
    }
}
