import Testing

@testable import WatchCore

/// `ServerExpiryWarning=` and `ServerExpiryError=`.
struct ServerExpirySettingTests {
    private func limits(_ text: String) throws -> ServerExpiryLimits? {
        let settings = try configuration("[Connector]\nCloud=none\n\(text)").settings
        return settings.tls.first { $0.name == "a" }?.target.expiry
    }

    @Test(
        arguments: [
            ("1%", .share(hundredths: 100)), ("16%", .share(hundredths: 1600)),
            ("16.5%", .share(hundredths: 1650)),
            ("8.05%", .share(hundredths: 805)), ("90%", .share(hundredths: 9000)), ("10d", .span(.days(10))),
            ("1h", .span(.hours(1))), ("2d 12h", .span(.hours(60))), ("730d", .span(.days(730))),
        ] as [(String, ExpiryLimit)])
    func aLimitIsReadAndWrittenAlike(text: String, limit: ExpiryLimit) throws {
        #expect(try ValueType<ExpiryLimit>.expiryLimit.read(text) == limit)
        #expect(ValueType<ExpiryLimit>.expiryLimit.write(limit) == text)
    }

    @Test(arguments: [
        "", "%", "16 %", "16%%", "-1%", "+16%", "16.667%", "1e1%", ".5%", "5.%", "१६%", "infinity%", "0%",
        "1000%",
    ])
    func anythingElseIsNone(text: String) {
        #expect(throws: ValueError.self) { try ValueType<ExpiryLimit>.expiryLimit.read(text) }
    }

    @Test func aSectionInheritsAndOverrides() throws {
        let host = "Host=a.example\n"
        #expect(try limits("[TLS a]\n\(host)") == ServerExpiryLimits())
        let defaults = "[Defaults]\nServerExpiryWarning=20%\nServerExpiryError=10%\n"
        #expect(
            try limits("\(defaults)[TLS a]\n\(host)")
                == ServerExpiryLimits(warning: .share(hundredths: 2000), error: .share(hundredths: 1000)))
        #expect(
            try limits("\(defaults)[TLS a]\n\(host)ServerExpiryError=20%\n")
                == ServerExpiryLimits(warning: .share(hundredths: 2000), error: .share(hundredths: 2000)))
        // Of two kinds, whatever they are.
        #expect(
            try limits("\(defaults)[TLS a]\n\(host)ServerExpiryError=700d\n")
                == ServerExpiryLimits(warning: .share(hundredths: 2000), error: .span(.days(700))))
        // An empty assignment goes back to what is inherited.
        #expect(
            try limits("\(defaults)[TLS a]\n\(host)ServerExpiryError=\n")
                == ServerExpiryLimits(warning: .share(hundredths: 2000), error: .share(hundredths: 1000)))
    }

    @Test func aMistakeInTheDefaultsIsReportedOnce() {
        let text =
            "[Defaults]\nServerExpiryWarning=5%\n[TLS a]\nHost=a\n[TLS b]\nHost=b\nServerExpiryError=4%\n"
        #expect(problems(of: text.utf8).map { $0.prefix { $0 != " " } } == ["1.conf:2:21:"])
    }
}
