import Testing

@testable import WatchCore

struct TenantTests {
    @Test(
        arguments: [
            ([], nil), ([.nameless], nil), ([.named("a"), .named("b")], "a"),
            ([.nameless, .named("b")], "b"),
            ([.awaited, .named("b")], nil), ([.named("a"), .awaited], "a"),
        ] as [([AgentTenant], String?)])
    func theFirstAgentThatNamesATenantCounts(agents: [AgentTenant], tenant: String?) {
        #expect(learnedTenant(from: agents) == tenant)
    }
}
