import Testing

@testable import WatchCore

struct EndpointPurposesTests {
    @Test(arguments: [Cloud.public, .usGovernment])
    func everyBuiltInEndpointHasAPurpose(cloud: Cloud) throws {
        let settings = try configuration("[Connector]\nCloud=\(cloud.rawValue)\nTenant=\(tenant)\n").settings
        #expect(!settings.ports.isEmpty)
        for check in settings.checks(learnedTenant: nil) {
            guard case .port(let port) = check.target else { continue }
            #expect(cloud.purpose(of: port.host, port: port.port) != nil, "\(port.host)")
        }
    }

    @Test(
        arguments: [
            ("\(tenant).registration.msappproxy.net", 443, EndpointPurpose.service),
            ("login.microsoftonline.com", 443, .login),
            ("login.windows.net", 443, .login),
            ("ocsp.msocsp.com", 80, .revocation),
            ("www.microsoft.com", 443, .updates),
            ("app.example.com", 443, nil),
            ("evil-msappproxy.net", 443, nil),
        ] as [(String, UInt16, EndpointPurpose?)])
    func aHostHasThePurposeOfItsPlaceInTheList(host: String, port: UInt16, purpose: EndpointPurpose?) {
        #expect(Cloud.public.purpose(of: host, port: port) == purpose)
    }

    @Test func eachCloudHasItsWildcards() {
        #expect(Cloud.public.wildcards.count == 10)
        #expect(Cloud.usGovernment.wildcards.map(\.pattern.text).contains("*.servicebus.usgovcloudapi.net"))
        #expect(Cloud.none.wildcards.isEmpty)
    }
}
