internal import FoundationEssentials
internal import Glibc
internal import Looker
internal import SystemdHost
internal import WatchCore

/// Finds out what setup has to write: from options, from what lies on this host, and from the person.
struct SetupInterview {
    /// `nil`: nobody is asked.
    var dialogue: Dialogue?
    var given: Given
    /// Where to search; empty: the standard roots.
    var search: [String]

    /// What options said.
    struct Given {
        var settingsFile: String?
        var machineStore: [String] = []
        var userStore: [String] = []
        var proxy: String?
        var name: String?
        var cloud: String?
    }

    func answers() async throws(CouldNotLook) -> SetupAnswers {
        let roots = search.isEmpty ? Discovery.standardRoots : search
        Terminal.say("Looking for the connector's files below \(roots.joined(separator: " ")) ...")
        let discovery = await Discovery.search(roots)
        if !discovery.unfinished.isEmpty {
            Terminal.say("Not searched to the end: \(discovery.unfinished.joined(separator: " "))")
        }
        for file in discovery.settingsFiles { Terminal.say("Found \(PlainText.escaped(file))") }
        var answers = SetupAnswers(settingsFile: try settingsFile(discovery))
        answers.machineStore = given.machineStore
        answers.userStore = given.userStore
        try await addStore(discovery, to: &answers)
        answers.proxy = proxy()
        answers.name = given.name
        answers.cloud = given.cloud
        return answers
    }

    private func settingsFile(_ discovery: Discovery) throws(CouldNotLook) -> String {
        if let file = given.settingsFile { return file }
        let found = discovery.settingsFiles
        if let dialogue {
            return dialogue.ask("The connector's TrustSettings.xml", proposal: found.first ?? "") { answer in
                if !answer.hasPrefix("/") { return "Give its whole path, which begins with a \"/\"." }
                return access(answer, F_OK) == 0
                    ? nil : "There is no such file: \(String(cString: strerror(errno)))."
            }
        }
        guard let only = found.first, found.count == 1 else {
            throw CouldNotLook([
                found.isEmpty
                    ? "No TrustSettings.xml was found; say where it is with --settings-file, or where to look with --search."
                    : "There are \(found.count) of them: pick one with --settings-file, and give the others sections [Trust NAME]."
            ])
        }
        return only
    }

    /// Where the certificate that the settings name really lies is its store.
    private func addStore(_ discovery: Discovery, to answers: inout SetupAnswers) async throws(CouldNotLook) {
        let beside = ["stores/machine", "stores/user"].map {
            "\(parent(of: parent(of: answers.settingsFile)))/\($0)"
        }
        let candidates = (discovery.stores + beside).filter { access($0, F_OK) == 0 }
        // Of several copies one that the service sees is the better.
        let ordered =
            candidates.filter { !SetupAdvice.isHidden($0) } + candidates.filter(SetupAdvice.isHidden)
        let seen = try await FullLook.standard().observe(
            Settings.looking(at: answers.settingsFile, stores: ordered))
        guard case .trust(let trust) = seen.parts.first?.observation,
            case .read(let settings) = trust.settings
        else {
            Terminal.say("What TrustSettings.xml says cannot be read yet: the report below tells why.")
            return
        }
        let word = settings.isInUserStore ? "user" : "machine"
        let isGiven = settings.isInUserStore ? !answers.userStore.isEmpty : !answers.machineStore.isEmpty
        guard !isGiven else { return }
        let found = trust.inUse.map { parent(of: $0.file) }
        Terminal.say(
            found.map { "Found the certificate \(settings.thumbprint) in \(PlainText.escaped($0))" }
                ?? "The certificate \(settings.thumbprint) was not found in any store seen.")
        var store = found
        if let dialogue {
            let answer = dialogue.ask(
                "The \(word) store it lies in (empty: the default)", proposal: found ?? ""
            ) {
                $0.isEmpty || $0.hasPrefix("/") ? nil : "Give its whole path, which begins with a \"/\"."
            }
            store = answer.isEmpty ? nil : answer
        }
        guard let store else { return }
        if settings.isInUserStore { answers.userStore = [store] } else { answers.machineStore = [store] }
    }

    private func proxy() -> String? {
        let variables = ["https_proxy", "HTTPS_PROXY"]
        let known = variables.lazy.compactMap { variable in getenv(variable).map { String(cString: $0) } }
            .first { $0.hasPrefix("http://") }
        var proxy = given.proxy ?? known
        if given.proxy == nil, let dialogue {
            proxy = dialogue.ask(
                "The outbound proxy, as http://HOST:PORT, or none", proposal: known ?? "none"
            ) { answer in
                answer == "none" || answer.hasPrefix("http://")
                    ? nil
                    : "Only proxies that begin with http:// are supported; write none where there is none."
            }
        }
        return proxy == "none" || proxy?.isEmpty == true ? nil : proxy
    }
}

/// The directory that a path lies in.
private func parent(of path: String) -> String {
    let end = path.lastIndex(of: "/") ?? path.startIndex
    return end == path.startIndex ? "/" : String(path[..<end])
}

extension Settings {
    /// Those of a single look at trust files, wherever the certificate lies.
    fileprivate static func looking(at settingsFile: String, stores: [String]) -> Settings {
        let day = Duration.seconds(86_400)
        let subject = TrustSubject(
            settingsFile: settingsFile, machineStore: stores, userStore: stores, issuer: "",
            renewalWindow: day * 30,
            expiryWarning: day * 30, expiryError: day * 14, expiryCritical: day * 3)
        let pace = Pace(
            interval: .seconds(60), failingInterval: .seconds(60), timeout: .seconds(10), failuresToAlert: 1,
            passesToRecover: 1, reminderInterval: day)
        return Settings(
            connector: ConnectorSettings(name: "", cloud: .none),
            trusts: [TrustSection(name: nil, subject: subject, pace: pace)])
    }
}
