internal import SystemdHost
internal import WatchCore

/// Where an agent's certificate lies now, and where it will lie.
extension SetupInterview {
    /// Where the certificate that the settings name really lies is its store; the other one is at home there, too.
    func addStores(_ search: CertificateSearch, to agent: inout SetupAnswers.Agent) async {
        let given = agent.machineStore + agent.userStore
        guard let result = await search.store(of: agent.settingsFile, given: given) else {
            Terminal.say(
                "What \(PlainText.escaped(agent.settingsFile)) says cannot be read yet: \"connector-watch check\" tells why."
            )
            return
        }
        let isInUserStore = result.settings.isInUserStore
        let isGiven = isInUserStore ? !agent.userStore.isEmpty : !agent.machineStore.isEmpty
        if !isGiven, let store = namedStore(result, search) {
            if isInUserStore { agent.userStore = [store] } else { agent.machineStore = [store] }
        }
        addOtherStore(search, isUserStore: !isInUserStore, to: &agent)
        let stores = agent.machineStore + agent.userStore
        agent.certificate = result.file.flatMap { file in
            stores.contains { file == $0 || file.hasPrefix("\($0)/") } ? file : nil
        }
    }

    /// On a Windows host all stores follow from where its drive is.
    func addCertificate(
        _ search: CertificateSearch, of host: WindowsHost, to agent: inout SetupAnswers.Agent
    ) async {
        guard let result = await search.certificate(on: host, agent.settingsFile) else {
            Terminal.say(
                "What \(PlainText.escaped(agent.settingsFile)) says cannot be read yet: \"connector-watch check\" tells why."
            )
            return
        }
        agent.certificate = result.file
        let thumbprint = result.settings.thumbprint
        Terminal.say(
            result.file.map { "Found the certificate \(thumbprint) in \(PlainText.escaped($0))" }
                ?? "The certificate \(thumbprint) was not found below \(PlainText.escaped(host.root)); the report says what to do."
        )
    }

    /// `nil`: the default.
    private func namedStore(_ result: CertificateSearch.Result, _ search: CertificateSearch) -> String? {
        let settings = result.settings
        Terminal.say(
            result.store.map { "Found the certificate \(settings.thumbprint) in \(PlainText.escaped($0))" }
                ?? "The certificate \(settings.thumbprint) was not found in any store seen.\(search.omission)"
        )
        let word = settings.isInUserStore ? "user" : "machine"
        return asked("The \(word) store it lies in (empty: the default)", result.store)
    }

    /// The store that the settings will name after the next move of the certificate.
    private func addOtherStore(
        _ search: CertificateSearch, isUserStore: Bool, to agent: inout SetupAnswers.Agent
    ) {
        guard isUserStore ? agent.userStore.isEmpty : agent.machineStore.isEmpty else { return }
        let word = isUserStore ? "user" : "machine"
        let move = isUserStore ? "the first renewal" : "a new registration"
        let named = isUserStore ? agent.machineStore : agent.userStore
        let other = search.otherStore(
            isUserStore: isUserStore, of: agent.settingsFile, beside: named.first)
        guard let other else {
            Terminal.say(
                """
                No \(word) store was found in the same home, so it stays at its default until --\(word)-store names it; it \
                matters from \(move) on, which puts the certificate there.
                """)
            return
        }
        Terminal.say("Found the \(word) store \(PlainText.escaped(other))")
        let question = "The \(word) store, into which \(move) puts it (empty: the default)"
        guard let store = asked(question, other) else { return }
        if isUserStore { agent.userStore = [store] } else { agent.machineStore = [store] }
    }

    /// What a person makes of a proposal; `nil`: nothing.
    private func asked(_ question: String, _ proposal: String?) -> String? {
        guard let dialogue else { return proposal }
        let answer = dialogue.ask(question, proposal: proposal ?? "") {
            $0.isEmpty || $0.hasPrefix("/") ? nil : "Give its whole path, which begins with a \"/\"."
        }
        return answer.isEmpty ? nil : answer
    }
}
