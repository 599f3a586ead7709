internal import Files
internal import Glibc
internal import SystemPackage
internal import SystemdHost
internal import WatchCore

/// Finds out what setup has to write: from options, from the files on this host, and from the user.
struct SetupInterview {
    /// Asks the user, or `nil` if nothing is to be asked.
    var dialogue: Dialogue?
    var options: Options
    /// The directories to search; empty for the standard roots.
    var search: [String]

    /// The options of the command.
    struct Options {
        var settingsFiles: [String] = []
        /// The stores of the first agent.
        var machineStore: [String] = []
        var userStore: [String] = []
        var proxy: String?
        var name: String?
        var cloud: String?
    }

    func answers() async throws(CommandFailure) -> SetupAnswers {
        let roots = search.isEmpty ? Discovery.standardRoots : search.map(\.normalizedPath)
        let shown = roots.map(PlainText.escaped).joined(separator: " ")
        Terminal.say("Searching for the connector's files below \(shown) ...")
        let discovery = await Discovery.search(roots)
        if !discovery.unfinished.isEmpty {
            let shown = discovery.unfinished.map(PlainText.escaped).joined(separator: " ")
            Terminal.say("Not searched completely: \(shown)")
        }
        let files = try settingsFiles(discovery)
        var answers = SetupAnswers(agents: try await agents(files, discovery))
        answers.proxy = proxy()
        answers.name = options.name
        answers.cloud = options.cloud
        return answers
    }

    // MARK: Agents

    private func settingsFiles(_ discovery: Discovery) throws(CommandFailure) -> [String] {
        let found = FileIdentities.distinct(discovery.settingsFiles.filter(canBeWritten))
        let asked = options.settingsFiles.isEmpty ? dialogue : nil
        for (index, file) in found.enumerated() {
            let number = asked != nil && found.count > 1 ? "\(index + 1): " : ""
            Terminal.say("Found \(number)\(PlainText.escaped(file))")
        }
        guard options.settingsFiles.isEmpty else {
            return FileIdentities.distinct(options.settingsFiles.map(\.normalizedPath))
        }
        if let asked { return found.count > 1 ? pick(of: found, asked) : [settingsFile(found.first, asked)] }
        guard !found.isEmpty else {
            throw CommandFailure([
                "No TrustSettings.xml was found; name it with --settings-file, or name a directory to search with --search."
            ])
        }
        return found
    }

    /// Whether a path can be written in a configuration file; if not, the user is told.
    private func canBeWritten(_ path: String) -> Bool {
        let shown = PlainText.escaped(path)
        guard shown != path else { return true }
        Terminal.say("Skipped \(shown): a configuration file cannot contain this path; rename the folder.")
        return false
    }

    private func settingsFile(_ found: String?, _ dialogue: Dialogue) -> String {
        dialogue.ask("The connector's TrustSettings.xml", proposal: found ?? "") { answer in
            if !answer.hasPrefix("/") { return "Enter an absolute path; it begins with \"/\"." }
            return access(answer, F_OK) == 0
                ? nil : "Cannot access the file: \(Errno.last)."
        }
    }

    /// The files that the user picks, in the order of the answer.
    private func pick(of files: [String], _ dialogue: Dialogue) -> [String] {
        let answer = dialogue.ask(
            "Which ones to watch: \"all\", or numbers such as \"1 \(files.count)\"", proposal: "all"
        ) { answer in
            Self.numbers(answer, upTo: files.count) != nil
                ? nil
                : "\"\(PlainText.escaped(answer))\" is not in the list; answer \"all\", or numbers from 1 to \(files.count)."
        }
        return Self.numbers(answer, upTo: files.count)?.map { files[$0 - 1] } ?? files
    }

    /// The numbers in an answer without duplicates, or `nil` if the answer is invalid.
    private static func numbers(_ answer: String, upTo count: Int) -> [Int]? {
        if answer.lowercased() == "all" { return Array(1...count) }
        let words = answer.split { $0 == " " || $0 == "," }
        var numbers: [Int] = []
        for word in words {
            guard let number = Int(word), (1...count).contains(number) else { return nil }
            if !numbers.contains(number) { numbers.append(number) }
        }
        return numbers.isEmpty ? nil : numbers
    }

    private func agents(
        _ files: [String], _ discovery: Discovery
    ) async throws(CommandFailure) -> [SetupAnswers.Agent] {
        let search = try CertificateSearch(discovery)
        var names = AgentNames()
        var agents: [SetupAnswers.Agent] = []
        for file in files {
            var agent = SetupAnswers.Agent(windowsRoot: discovery.windowsRoots[file], settingsFile: file)
            agent.isFirstOfHost =
                agent.windowsRoot.map { root in !discovery.isPreceded(file, on: root) } ?? false
            if agents.isEmpty {
                (agent.machineStore, agent.userStore) = (options.machineStore, options.userStore)
            } else if let root = agent.windowsRoot, agent.isFirstOfHost {
                agent.name = names.name(forHost: root)
            } else {
                agent.name = names.name(for: file)
            }
            if files.count > 1 {
                let kind = AgentKind(settingsFile: file).map { " (\($0.name))" } ?? ""
                Terminal.say("\(agent.section) is \(PlainText.escaped(file))\(kind)")
            }
            if let root = agent.windowsRoot, (agent.machineStore + agent.userStore).isEmpty {
                await addCertificate(search, of: WindowsHost(root: root), to: &agent)
            } else {
                await addStores(search, to: &agent)
            }
            agent.kind = agent.kind ?? AgentKind(settingsFile: file)
            agents.append(agent)
        }
        return agents
    }

    // MARK: Proxy

    private func proxy() -> String? {
        let variables = ["https_proxy", "HTTPS_PROXY"]
        let known = variables.lazy.compactMap { variable in getenv(variable).map { String(cString: $0) } }
            .first { $0.hasPrefix("http://") }
        var proxy = options.proxy ?? known
        if options.proxy == nil, let dialogue {
            proxy = dialogue.ask(
                "The outbound proxy, as http://HOST:PORT, or none", proposal: known ?? "none"
            ) { answer in
                answer == "none" || answer.hasPrefix("http://")
                    ? nil
                    : "Only proxies with http:// are supported; answer none if there is no proxy."
            }
        }
        return proxy == "none" || proxy?.isEmpty == true ? nil : proxy
    }
}
