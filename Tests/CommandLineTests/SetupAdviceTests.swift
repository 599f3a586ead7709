import Testing

@testable import WatchCore
@testable import connector_watch

/// The last lines of setup.
struct SetupAdviceTests {
    private func advice(_ agents: SetupAnswers.Agent..., isAccessGranted: Bool = false) -> String {
        SetupAdvice(answers: SetupAnswers(agents: agents), isAccessGranted: isAccessGranted).lines
            .joined(separator: "\n")
    }

    private func agent(_ kind: AgentKind?, userStore: [String] = []) -> SetupAnswers.Agent {
        var agent = SetupAnswers.Agent(settingsFile: "/none/TrustSettings.xml")
        (agent.kind, agent.userStore) = (kind, userStore)
        return agent
    }

    @Test(arguments: AgentKind.allCases)
    func theCmdletsAreThoseOfTheAgentAtHand(kind: AgentKind) {
        let text = advice(agent(kind), agent(kind), agent(nil))
        #expect(text.ranges(of: "Should the certificate").count == 1)
        #expect(text.contains("Should the certificate of the \(kind.name) ever expire"))
        for other in AgentKind.allCases {
            for registration in other.registrations {
                #expect(text.contains(registration.command) == (other == kind))
                #expect(text.contains(registration.first) == (other == kind))
            }
        }
    }

    @Test func anAgentThatNothingTellsOfHasNone() {
        #expect(!advice(agent(nil)).contains("PowerShell"))
    }

    @Test func theGrantOnStoresOfDotNETIsOfferedUntilItIsGiven() {
        let store = "/srv/hq/.dotnet/corefx/cryptography/x509stores/my"
        let offer = "connector-watch setup --grant-access"
        #expect(advice(agent(nil, userStore: [store])).contains(offer))
        #expect(!advice(agent(nil, userStore: [store]), isAccessGranted: true).contains(offer))
        #expect(!advice(agent(nil, userStore: ["/srv/hq/stores/user"])).contains(offer))
    }
}
