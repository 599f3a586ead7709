import Testing

@testable import WatchCore

struct ConfigurationTests {
    @Test func anEmptyFileWatchesThePublicCloudAndTheTrustFiles() throws {
        let settings = try configuration("").settings
        #expect(settings.connector == ConnectorSettings(name: "this-host", summaryTime: .morning))
        #expect(settings.trusts.map(\.name) == [nil])
        #expect(settings.checks(learnedTenant: nil).count == 21)
        let names = settings.checks(learnedTenant: "t").map(\.name.text)
        #expect(names.contains("port login.microsoftonline.com:443"))
        #expect(names.contains("port www.microsoft.com:80") && names.contains("port www.microsoft.com:443"))
        #expect(names.contains("login login.microsoftonline.com") && names.first == "trust")
        #expect(names.contains("tls login.microsoftonline.com") && names.last == "host")
        #expect(
            settings.ports.filter { $0.host.hasPrefix("<tenant>.") }.map(\.host)
                == ["<tenant>.registration.msappproxy.net", "<tenant>.bootstrap.msappproxy.net"])
    }

    @Test(arguments: [(Cloud.public, 21, 3), (.usGovernment, 11, 3), (.none, 1, 0)])
    func everyCloudHasItsList(cloud: Cloud, checks: Int, ofTenant: Int) throws {
        let settings = try configuration("[Connector]\nCloud=\(cloud.rawValue)\n").settings
        #expect(settings.checks(learnedTenant: nil).count == checks)
        #expect(settings.checks(learnedTenant: "t").count == checks + ofTenant)
    }

    @Test func theFilesOfAWindowsHostFollowFromWhereItsDriveIs() throws {
        let text =
            "[Trust]\nWindowsRoot=/srv/hq-02/\n[Trust b]\nWindowsRoot=/srv/b\nMachineStore=/srv/b.sst\n"
        let trusts = try configuration(text).settings.trusts
        let host = try #require(trusts.first?.target.windowsHost)
        #expect(host == WindowsHost(root: "/srv/hq-02"))
        let agents = "/srv/hq-02/ProgramData/Microsoft/*/Config"
        #expect(trusts[0].target.settingsFile == "\(agents)/TrustSettings.xml")
        #expect(trusts[0].target.machineStore == ["\(agents)/machine-store.reg"])
        #expect(trusts[0].target.userStore == [host.userStore])
        #expect(trusts[1].target.machineStore == ["/srv/b.sst"])
        let own = "[Trust]\nWindowsRoot=/c\nSettingsFile=/c/a/T.xml\n"
        let target = try #require(try configuration(own).settings.trusts.first?.target)
        #expect(target.settingsFile == "/c/a/T.xml" && target.machineStore == ["/c/a/machine-store.reg"])
    }

    @Test func defaultsAreThoseOfTheDesign() throws {
        let settings = try configuration().settings
        let pace = Pace(
            interval: .seconds(60), failingInterval: .seconds(15), timeout: .seconds(10), failuresToAlert: 3,
            passesToRecover: 2, reminderInterval: .seconds(6 * 3600))
        #expect(settings.ports.allSatisfy { $0.pace == pace && $0.family == .any })
        let trust = try #require(settings.trusts.first)
        #expect(trust.pace == pace)
        #expect(trust.target.settingsFile == "/var/lib/connector/Config/TrustSettings.xml")
        #expect(trust.target.machineStore == ["/var/lib/connector/stores/machine"])
        #expect(trust.target.userStore == ["/var/lib/connector/.dotnet/corefx/cryptography/x509stores/my"])
        #expect(trust.target.storePassword == nil)
        #expect(trust.target.issuer == nil && trust.target.issuers == AgentKind.issuers)
        let days = [30, 30, 14, 3].map { Duration.seconds($0 * 86_400) }
        let target = trust.target
        #expect(
            [target.renewalWindow, target.expiryWarning, target.expiryError, target.expiryCritical]
                == days)
    }

    @Test func aLaterFileAddsToASectionAndOverridesIt() throws {
        let settings = try configuration(
            "[Connector]\nCloud=none\n[Port a]\nHost=a\nPorts=80\nTimeout=1s\n",
            "[Port a]\nPorts=443 80\nTimeout=2s\nFamily=ipv4\n", "[Port a]\nTimeout=\n"
        ).settings
        let port = try #require(settings.ports.first)
        #expect(port.ports == [80, 443] && port.host == "a" && port.family == .ipv4)
        #expect(port.pace.timeout == .seconds(10))
    }

    @Test func anEmptyAssignmentResetsAListAndLaterOnesAddToIt() throws {
        let settings = try configuration(
            "[Port crl3.digicert.com]\nPorts=\nPorts=8080\nPorts=8081 8080\n",
            "[Login login.microsoftonline.com]\nRedirectHosts=\nExpectStatus=200\n[Login tenant]\nEnabled=no\n"
        ).settings
        #expect(settings.ports.first { $0.name == "crl3.digicert.com" }?.ports == [8080, 8081])
        #expect(settings.logins.map(\.target.redirectHosts) == [[]])
        #expect(settings.logins.map(\.target.expectStatus) == [[200]])
    }

    @Test func aSectionIsSwitchedOffByItsName() throws {
        let all = try configuration().settings
        let fewer = try configuration(
            "[Port crl3.digicert.com]\nEnabled=no\n[Login login.microsoftonline.com]\nEnabled=off\n[Port x]\nEnabled=0\n"
                + "[Login tenant]\nEnabled=no\n[TLS login.microsoftonline.com]\nEnabled=no\n"
        ).settings
        #expect(fewer.ports == all.ports.filter { $0.name != "crl3.digicert.com" })
        #expect(fewer.logins.isEmpty && fewer.tls.isEmpty)
        #expect(try configuration("[Trust]\nEnabled=no\n").settings.trusts.isEmpty)
    }

    @Test func namedTrustSectionsTakeThePlaceOfTheUnnamedOne() throws {
        let settings = try configuration("[Trust a]\n[Trust b]\nSettingsFile=/with space/b.xml\n").settings
        #expect(settings.trusts.map(\.name) == ["a", "b"])
        #expect(settings.trusts.last?.target.settingsFile == "/with space/b.xml")
    }

    @Test func checksInheritTheDefaultsAndTrustItsPollInterval() throws {
        let settings = try configuration(
            "[Trust]\nPollInterval=5min\n[Port a]\nHost=A.Example.\nPorts=80\nInterval=7s\n",
            "[Defaults]\nInterval=30s\nFailuresToAlert=1\n"
        ).settings
        #expect(settings.trusts.map(\.pace.interval) == [.seconds(300)])
        #expect(settings.trusts.map(\.pace.failuresToAlert) == [1])
        #expect(settings.ports.last?.pace.interval == .seconds(7))
        #expect(settings.ports.last?.host == "a.example.")
        #expect(settings.logins.map(\.pace.interval) == [.seconds(30), .seconds(30)])
        #expect(settings.tls.map(\.pace.interval) == [.seconds(300)])
        #expect(settings.hostPace?.interval == .seconds(150))
    }

    @Test func everyValueSaysWhereItComesFrom() throws {
        let effective = try configuration(
            "[Defaults]\nTimeout=2s\n[Port login.windows.net]\nPorts=80\n",
            "[Port login.windows.net]\nPorts=8080\n"
        ).effective
        let section = try #require(effective.first { $0.name.instance == "login.windows.net" })
        let origins = Dictionary(
            uniqueKeysWithValues: section.settings.map { ($0.key, $0.origins.map(\.description)) })
        #expect(origins["Ports"] == ["built-in (Cloud=public)", "1.conf:4", "2.conf:2"])
        #expect(origins["Host"] == ["built-in (Cloud=public)"])
        #expect(origins["Timeout"] == ["1.conf:2"])
        #expect(origins["Interval"] == ["default"])
    }

    @Test(arguments: [
        "", "[Connector]\nCloud=us-government\nName=hq 01\nTenant=00000000-1111-2222-3333-44444444444A\n",
        "[Port crl3.digicert.com]\nPorts=\nPorts=8080\n[Port registration]\nEnabled=no\n[Port x]\nEnabled=no\n",
        "[Trust]\nEnabled=no\n",
        "[Trust a]\nMachineStore='/with space' /b\\\"c \"/d'\\\\\"\nStorePassword=pw\n[Trust b]\n",
        "[Login login.microsoftonline.com]\nRedirectHosts=\nExpectBody=\"Sign in\" \\\\\nInterval=1h 1s 500ms\n",
        "[Connector]\nCloud=none\n[Login a]\nURL=https://[2001:db8::1]:8443/x?y=%20z#f\nVia=direct\nFamily=ipv6\n",
        "[Proxy]\nURL=http://[2001:db8::1]:3128/\nVia=proxy\nCredential=c\n[Port x]\nHost=x\nPorts=80\nVia=direct\n",
        "[TLS t]\nHost=<tenant>.example\nChecks=sha512\n[Login o]\nURL=https://login.example/<tenant>/x\n",
    ])
    func whatIsShownIsAConfigurationWithTheSameSettings(text: String) throws {
        let first = try configuration(text)
        let second = try configuration(first.effective.configurationText, hostName: "another-host")
        #expect(second.settings == first.settings)
        let third = try configuration(second.effective.configurationText)
        #expect(third.effective.configurationText.contains("    # 1.conf:"))
        #expect(third.settings == first.settings)
    }
}
