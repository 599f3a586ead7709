internal import ArgumentParser
internal import Cloud
internal import FoundationEssentials
internal import Prober
internal import SystemdHost
internal import WatchCore

/// `connector-watch admin verify`: whether an account may register a connector.
struct AdminVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Ask the cloud whether an account may register a connector.",
        usage: "connector-watch admin verify [--first-connector] [--tenant <tenant>] [<options>]",
        discussion: """
            Shows an address and a code, waits until you have signed in there on any device, and says whether the account may \
            register a connector, and why not. No password is asked for here, and nothing is changed in the tenant. The \
            requests go through the proxy of [Proxy] where its Via= allows that, and only over TLS that nobody inspects. The token that \
            the cloud issues is held in memory until the questions are answered, and kept nowhere.

            Application Administrator and Global Administrator may register a connector; a tenant's first one needs Global \
            Administrator. The account must be a member of the connector's tenant, which is Tenant= of [Connector], or the one \
            that the trust certificate names.

            Exits with 0 if the account may, 1 if it may not, and 3 if that could not be found out.

            EXAMPLES
              connector-watch admin verify
              connector-watch admin verify --first-connector --format json

            The JSON is one object: time, connector, cloud, verdict (may_register, may_not, unknown), by (the role that lets \
            it), account, tenant (of the account), connector_tenant, guest, first_connector, roles and eligible (of id and \
            name; null if they are not known), reasons (of event, reason, message and remedy), remarks.
            """)

    @OptionGroup var options: ConfigurationOptions

    @Option(
        help: ArgumentHelp(
            "The tenant to sign in to, by its id or domain. Default: that of the account.",
            valueName: "tenant"))
    var tenant: String?

    @Option(help: ArgumentHelp("The cloud. Default: Cloud= of [Connector].", valueName: "cloud"))
    var cloud: CloudName?

    @Option(
        help: ArgumentHelp(
            "The application that signs in; it must allow public client flows.", valueName: "id"))
    var clientID = Self.graphCommandLineTools

    @Flag(help: "Ask about the first connector of a tenant.")
    var firstConnector = false

    @Flag(help: "Write event 1060 to the journal if the account may not.")
    var journal = false

    @Option(help: "The output format.")
    var format = TrustCommand.Format.text

    /// "Microsoft Graph Command Line Tools", which every tenant knows, and which may sign in with a device code.
    static let graphCommandLineTools = "14d82eec-204b-4c2f-b7e8-296a70dab67e"

    enum CloudName: String, ExpressibleByArgument, CaseIterable {
        case `public`
        case usGovernment = "us-government"

        var cloud: WatchCore.Cloud {
            switch self {
            case .public: .public
            case .usGovernment: .usGovernment
            }
        }
    }

    func validate() throws {
        guard clientID.isGUID else {
            throw ValidationError("\"--client-id \(PlainText.escaped(clientID))\" is not a GUID.")
        }
        if let tenant, !tenant.isTenantName {
            throw ValidationError(
                "\"--tenant \(PlainText.escaped(tenant))\" is neither the id of a tenant nor a domain.")
        }
    }

    func run() async throws {
        do {
            try SecretKeeping.begin()
        } catch {
            throw CommandFailure(["Nobody was asked to sign in: \(error)"])
        }
        let settings = try options.settings()
        let cloud = cloud?.cloud ?? settings.connector.cloud
        guard let services = cloud.services else {
            throw CommandFailure(["Cloud= is \"none\" in [Connector]; name the cloud with --cloud."])
        }
        let registration = IntendedRegistration(
            tenant: try await connectorTenant(settings), isFirst: firstConnector)
        let query = AdministratorQuery(
            try HostProber.standard().cloud(through: settings.routes.proxy), services, tenant: tenant,
            application: clientID)
        let prompt = SignInPrompt(authority: services.authority)
        var report = AdministratorReport(
            connector: settings.connector.name, cloud: cloud, registration: registration,
            result: try await Self.result(of: query, prompt))
        report.remarks += prompt.remarks
        try await finish(report, asking: services)
    }

    /// Asks, and takes the progress off the terminal.
    private static func result(
        of query: AdministratorQuery, _ prompt: SignInPrompt
    ) async throws(CommandFailure) -> AdministratorQuery.Result {
        defer { Terminal.progress("") }
        do throws(CloudFailure) {
            return try await query.run(prompt: prompt.show, progress: prompt.showProgress)
        } catch {
            Terminal.progress("")
            throw CommandFailure(
                ["Whether the account may register a connector could not be found out."] + error.sentences)
        }
    }

    private func finish(_ report: AdministratorReport, asking services: CloudServices) async throws {
        if journal { try await write(report, asking: services) }
        let text =
            switch format {
            case .text:
                AdministratorText(
                    report: report, width: Terminal.width,
                    painter: Painter(isColoured: Terminal.isColoured)
                ).text
            case .json: try JSONDocument.text(AdministratorDocument(report))
            }
        _ = try Terminal.put(text, orExit: CommandFailure.status)
        throw ExitCode(report.status)
    }

    private func write(_ report: AdministratorReport, asking services: CloudServices) async throws {
        let entries = report.findings.entries(
            of: CheckName("admin"), "https://\(services.authority)/", connector: report.connector,
            at: report.time)
        let writer = JournalWriter()
        for entry in entries {
            let delivery = await writer.send(entry)
            guard delivery == .delivered else {
                Terminal.complain("Failed to write event 1060 to the journal: \(delivery).")
                throw ExitCode(CommandFailure.status)
            }
        }
    }

    /// The tenant that the connector is of, or `nil` if neither the settings nor a trust certificate name it.
    private func connectorTenant(_ settings: Settings) async throws(CommandFailure) -> String? {
        if let tenant = settings.connector.tenant { return tenant }
        var trusts = settings
        (trusts.ports, trusts.logins, trusts.tls, trusts.hostPace) = ([], [], [], nil)
        return try await ProbeRun.standard().observe(trusts).tenant
    }
}

extension String {
    /// Whether this may be the id or a domain of a tenant, as an address has it.
    fileprivate var isTenantName: Bool {
        (1...253).contains(utf8.count) && !hasPrefix(".") && !hasPrefix("-")
            && utf8.allSatisfy { byte in
                let scalar = Unicode.Scalar(byte)
                return scalar.isASCII && scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                    || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
            }
    }
}
