internal import SystemdHost
internal import WatchCore

/// Where an agent's certificate is now, and where it will be.
extension SetupInterview {
    /// Adds the store that the certificate is really in, and the other store in the same home.
    func addStores(_ search: CertificateSearch, to agent: inout SetupAnswers.Agent) async {
        let given = agent.machineStore + agent.userStore
        guard let result = await search.store(of: agent.settingsFile, given: given) else {
            Terminal.say(
                "\(PlainText.escaped(agent.settingsFile)) cannot be read yet; \"connector-watch check\" says why."
            )
            return
        }
        agent.kind = result.kind
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

    /// Finds the certificate of an agent on a Windows host, whose stores follow from the drive.
    func addCertificate(
        _ search: CertificateSearch, of host: WindowsHost, to agent: inout SetupAnswers.Agent
    ) async {
        guard let result = await search.certificate(on: host, agent.settingsFile) else {
            Terminal.say(
                "\(PlainText.escaped(agent.settingsFile)) cannot be read yet; \"connector-watch check\" says why."
            )
            return
        }
        (agent.certificate, agent.kind) = (result.file, result.kind)
        let thumbprint = result.settings.thumbprint
        Terminal.say(
            result.file.map { "Found the certificate \(thumbprint) in \(PlainText.escaped($0))" }
                ?? "The certificate \(thumbprint) was not found below \(PlainText.escaped(host.root))."
        )
    }

    /// The store that the settings name now, or `nil` for the default.
    private func namedStore(_ result: CertificateSearch.Result, _ search: CertificateSearch) -> String? {
        let settings = result.settings
        Terminal.say(
            result.store.map { "Found the certificate \(settings.thumbprint) in \(PlainText.escaped($0))" }
                ?? "The certificate \(settings.thumbprint) was not found.\(search.omission)"
        )
        let word = settings.isInUserStore ? "user" : "machine"
        return asked("The \(word) store that it is in (empty for the default)", result.store)
    }

    /// Adds the store that the settings will name after the certificate's next move.
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
                No \(word) store was found in the same home, so the default is kept; \(move) will put the certificate \
                there. Name the store with --\(word)-store.
                """)
            return
        }
        Terminal.say("Found the \(word) store \(PlainText.escaped(other))")
        let question = "The \(word) store, where \(move) will put it (empty for the default)"
        guard let store = asked(question, other) else { return }
        if isUserStore { agent.userStore = [store] } else { agent.machineStore = [store] }
    }

    /// - Returns: What the user makes of a proposal, or `nil` if the answer is empty.
    private func asked(_ question: String, _ proposal: String?) -> String? {
        guard let dialogue else { return proposal }
        let answer = dialogue.ask(question, proposal: proposal ?? "") {
            $0.isEmpty || $0.hasPrefix("/") ? nil : "Enter an absolute path; it begins with \"/\"."
        }
        return answer.isEmpty ? nil : answer
    }
}
