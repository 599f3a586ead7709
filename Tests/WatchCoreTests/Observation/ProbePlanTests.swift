import Testing

@testable import WatchCore

struct ProbePlanTests {
    /// One port, one port under a name of the tenant, and these trust checks.
    private func settings(_ trusts: [TrustSection] = [.sample()], tenant: String? = nil) -> Settings {
        var settings = Settings.sample(trusts: trusts, ports: 1, tenant: tenant)
        settings.ports.append(
            PortSection(
                name: "registration", host: "<tenant>.registration.example", ports: [443], pace: .sample()))
        return settings
    }

    /// The names of all checks that may start now.
    private func started(_ plan: inout ProbePlan) -> [Check] {
        var checks: [Check] = []
        while let check = plan.next() { checks.append(check) }
        return checks
    }

    private func names(_ checks: [Check]) -> [String] { checks.map(\.name.text) }

    @Test func whatNeedsTheTenantWaitsForTheTrustCertificate() throws {
        var plan = ProbePlan(settings())
        let first = started(&plan)
        #expect(names(first) == ["trust", "port p0:443"])
        plan.take(.port(direct: .connected()), of: first[1])
        #expect(started(&plan).isEmpty)
        plan.take(.trust(.healthy()), of: first[0])
        let rest = started(&plan)
        #expect(names(rest) == ["port registration:443"])
        #expect(rest.first?.target.text == "\(tenant).registration.example:443")
        plan.take(.port(direct: .connected()), of: try #require(rest.first))
        #expect(names(plan.seen.parts.map(\.check)) == ["trust", "port p0:443", "port registration:443"])
        #expect(plan.seen.leftOut.isEmpty)
    }

    @Test func aTenantOfTheSettingsIsNotWaitedFor() {
        var plan = ProbePlan(settings(tenant: otherTenant))
        let checks = started(&plan)
        #expect(names(checks) == ["trust", "port p0:443", "port registration:443"])
        #expect(checks.last?.target.text == "\(otherTenant).registration.example:443")
    }

    @Test(arguments: [Observation.unanswered, .trust(.truncated), .trust(.naming(.sample()))])
    func withoutATenantItsChecksAreLeftOut(answer: Observation) {
        var plan = ProbePlan(settings())
        let first = started(&plan)
        plan.take(answer, of: first[0])
        #expect(started(&plan).isEmpty)
        #expect(plan.seen.leftOut == [CheckName("port registration:443")])
    }

    @Test func ofTwoAgentsTheFirstInTheSettingsCounts() {
        var plan = ProbePlan(settings([.sample("a", settingsFile: "/a"), .sample("b", settingsFile: "/b")]))
        let first = started(&plan)
        plan.take(.trust(.healthy(.sample(tenant: otherTenant))), of: first[1])
        #expect(started(&plan).isEmpty)
        plan.take(.trust(.healthy()), of: first[0])
        #expect(started(&plan).first?.target.text == "\(tenant).registration.example:443")
    }

    @Test func anAgentWithoutACertificateLeavesItToTheNext() {
        var plan = ProbePlan(settings([.sample("a", settingsFile: "/a"), .sample("b", settingsFile: "/b")]))
        let first = started(&plan)
        plan.take(.trust(.truncated), of: first[0])
        plan.take(.trust(.healthy()), of: first[1])
        #expect(names(started(&plan)) == ["port registration:443"])
    }

    @Test func whatIsNotPickedIsNotProbed() {
        var plan = ProbePlan(settings(), only: CheckSelection(["port p0"]))
        #expect(names(started(&plan)) == ["port p0:443"])
    }

    @Test func aTrustCheckThatTellsTheTenantIsProbedButNotShown() throws {
        var plan = ProbePlan(settings(), only: CheckSelection(["port registration"]))
        let first = started(&plan)
        #expect(names(first) == ["trust"])
        plan.take(.trust(.healthy()), of: first[0])
        let rest = started(&plan)
        plan.take(.port(direct: .connected()), of: try #require(rest.first))
        #expect(names(plan.seen.parts.map(\.check)) == ["port registration:443"])
    }
}
