import Foundation

@testable import WatchCore

/// The moment at which every simulated host has been up for a day.
let start = Timestamp(uptime: .seconds(86_400), date: Date(timeIntervalSince1970: 1_795_000_000))

let tenant = "11111111-2222-3333-4444-555555555555"
let otherTenant = "99999999-8888-7777-6666-555555555555"
let expectedIssuer = "connectorregistrationca.msappproxy.net"

/// 40 times the same hexadecimal digit.
func thumbprint(_ digit: Character) -> Thumbprint {
    guard let value = Thumbprint(String(repeating: digit, count: 40)) else {
        preconditionFailure("\(digit) is no hexadecimal digit.")
    }
    return value
}

func page(_ text: String) -> PageAddress {
    guard let page = PageAddress(text) else { preconditionFailure("\(text) is no page.") }
    return page
}

extension Duration {
    static func minutes(_ count: Int) -> Duration { .seconds(count * 60) }
    static func hours(_ count: Int) -> Duration { .seconds(count * 3600) }
    static func days(_ count: Int) -> Duration { .seconds(count * 86_400) }
}

extension Pace {
    static func sample(
        interval: Duration = .seconds(60), failingInterval: Duration = .seconds(15),
        timeout: Duration = .seconds(10), failuresToAlert: Int = 3, passesToRecover: Int = 2,
        reminderInterval: Duration = .hours(6)
    ) -> Pace {
        Pace(
            interval: interval, failingInterval: failingInterval, timeout: timeout,
            failuresToAlert: failuresToAlert, passesToRecover: passesToRecover,
            reminderInterval: reminderInterval)
    }
}

extension TrustTarget {
    static func sample(settingsFile: String = "/trust/TrustSettings.xml") -> TrustTarget {
        TrustTarget(
            settingsFile: settingsFile, machineStore: ["/trust/machine"], userStore: ["/trust/user"],
            issuer: expectedIssuer, renewalWindow: .days(30), expiryWarning: .days(30),
            expiryError: .days(14),
            expiryCritical: .days(3))
    }
}

extension LoginTarget {
    static func sample(
        _ text: String = "https://login.example/", expectStatus: [Int] = [200, 302], expectBody: String = "",
        redirectHosts: [String] = []
    ) -> LoginTarget {
        LoginTarget(
            page: WatchCoreTests.page(text), expectStatus: expectStatus, expectBody: expectBody,
            redirectHosts: redirectHosts.map(HostPattern.init))
    }
}

extension OutboundProxy {
    static let sample = OutboundProxy(host: "proxy.example", port: 8080)
}

extension Routes {
    static let proxy = Routes(isDirect: false, proxy: .sample)
    static let both = Routes(isDirect: true, proxy: .sample)
}

extension Check {
    static func port(
        _ name: String = "login", host: String = "login.example", port: UInt16 = 443,
        routes: Routes = .direct,
        pace: Pace = .sample()
    ) -> Check {
        Check(
            name: CheckName("port \(name):\(port)"),
            target: .port(PortTarget(host: host, port: port, routes: routes)), pace: pace)
    }

    static func login(_ target: LoginTarget = .sample(), routes: Routes = .direct, pace: Pace = .sample())
        -> Check
    {
        var target = target
        target.routes = routes
        return Check(name: CheckName("login office"), target: .login(target), pace: pace)
    }

    static func tls(
        host: String = "login.example", routes: Routes = .direct,
        aspects: Set<TLSAspect> = Set(TLSAspect.allCases), pace: Pace = .sample()
    ) -> Check {
        Check(
            name: CheckName("tls \(host)"),
            target: .tls(TLSTarget(host: host, routes: routes, aspects: aspects)), pace: pace)
    }

    static func host(pace: Pace = .sample()) -> Check {
        Check(name: CheckName("host"), target: .host(HostTarget(sources: [])), pace: pace)
    }

    static func trust(_ target: TrustTarget = .sample(), pace: Pace = .sample()) -> Check {
        Check(name: CheckName("trust"), target: .trust(target), pace: pace)
    }
}

extension Settings {
    /// `ports` checks of one port each, `port p0:443` and on.
    static func sample(
        trusts: [TrustSection] = [], ports: Int = 0, logins: [LoginSection] = [], tenant: String? = nil,
        routes: Routes = .direct, pace: Pace = .sample()
    ) -> Settings {
        Settings(
            connector: ConnectorSettings(name: "hq-01", tenant: tenant), trusts: trusts,
            ports: (0..<ports).map { index in
                PortSection(
                    name: "p\(index)", host: "p\(index).example", ports: [443], family: .any, routes: routes,
                    pace: pace)
            }, logins: logins)
    }
}

extension TrustSection {
    static func sample(
        _ name: String? = nil, settingsFile: String = "/trust/TrustSettings.xml", pace: Pace = .sample()
    ) -> TrustSection {
        TrustSection(name: name, target: .sample(settingsFile: settingsFile), pace: pace)
    }
}

extension LoginSection {
    static func sample(_ target: LoginTarget = .sample(), pace: Pace = .sample()) -> LoginSection {
        LoginSection(name: "office", target: target, pace: pace)
    }
}

extension Finding {
    /// A finding that has a sentence of its own.
    init(
        _ event: AlertEvent, _ priority: Priority, _ phase: Phase, _ reason: Reason?, message: String,
        details: [JournalField: String] = [:], file: String = #fileID, line: Int = #line,
        function: String = #function
    ) {
        self.init(
            .recorded(event, message: message, remedy: ""), priority, phase, reason, details: details,
            file: file, line: line,
            function: function)
    }
}
