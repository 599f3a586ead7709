import Testing

@testable import WatchCore

/// What it takes to say that nothing outside can be reached.
struct NetworkHealthTests {
    /// Hosts a, b, c and so on, each at an address of its own unless `address` says otherwise, reporting a second apart:
    /// a capital fails, a small letter works.
    private func scope(
        _ words: String, of hosts: String = "abcd", reason: Reason = .connectTimeout,
        address: (Character) -> String = { "192.0.2.\($0.lowercased().utf8.first ?? 0)" }
    ) -> DependencyHealth.Scope {
        var health = DependencyHealth(target: "t", isWide: true)
        for host in hosts { health.add("\(host):443", of: CheckName("check \(host)")) }
        for (second, letter) in words.enumerated() {
            _ = health.record(
                letter.isUppercase ? .fails(reason) : .works, of: "\(letter.lowercased()):443",
                from: address(letter), at: .seconds(second + 1))
        }
        return health.scope(of: .connectTimeout, reportedBy: "a:443")
    }

    @Test(
        arguments: [
            ("abcdABCD", .shared), ("ABCD", .shared), ("BCDA", .shared),
            // Somebody was seen to work since.
            ("ABCd", .own), ("ABdC", .own), ("AdBCA", .own),
            // Who worked before may fail by now.
            ("dABC", .undecided(probe: CheckName("check d"), isLikely: true)),
            ("abcdA", .undecided(probe: CheckName("check b"))),
            ("dAB", .undecided(probe: CheckName("check c"))),
            // Who failed long before others worked does so for a reason of its own.
            ("BcdaAC", .undecided(probe: CheckName("check d"))), ("BcdaACd", .own), ("BcdaACD", .shared),
        ] as [(String, DependencyHealth.Scope)])
    func allOfSeveralHostsHaveToFail(words: String, scope: DependencyHealth.Scope) {
        #expect(self.scope(words) == scope)
    }

    @Test func twoHostsAreNotEnough() {
        #expect(scope("AB", of: "ab") == .own)
    }

    @Test func namesOfOneAddressAreOneParty() {
        #expect(scope("ABCD", address: { _ in "192.0.2.1" }) == .own)
        #expect(scope("ABCD", address: { "AB".contains($0) ? "192.0.2.1" : "192.0.2.2" }) == .own)
    }

    @Test func whatIsNearProvesNothingOfWhatIsFar() {
        let place: (Character) -> String = { $0 == "d" ? "10.0.0.9" : "192.0.2.\($0.utf8.first ?? 0)" }
        #expect(scope("dABCdA", address: place) == .shared)
        #expect(scope("ABCd", address: { "10.0.0.\($0.utf8.first ?? 0)" }) == .own)
    }

    @Test func itIsOverForAllWhenHalfOfThoseAtAPortPass() {
        var health = DependencyHealth(target: "t", isWide: true)
        let failing = ["a:80", "b:80", "c:80", "d:80", "e:80", "f:443", "g:443", "h:443", "i:443"]
        for (index, resource) in failing.enumerated() {
            health.add(resource, of: CheckName(resource))
            _ = health.record(
                .fails(.connectTimeout), of: resource, from: "192.0.2.\(index)", at: .seconds(1))
        }
        health.attribute(for: .connectTimeout, also: [])
        // Another manner of failing is no recovery.
        let reports: [(DependencyReport, String)] = [
            (.fails(.connectionRefused), "f:443"), (.works, "f:443"), (.works, "g:443"),
        ]
        let isOver = reports.enumerated().map { second, report in
            health.record(report.0, of: report.1, from: "192.0.2.5", at: .seconds(second + 2))
        }
        #expect(isOver == [false, false, true])
    }

    @Test(arguments: [
        ("10.1.2.3", true), ("172.16.0.1", true), ("172.31.9.9", true), ("172.32.0.1", false),
        ("192.168.1.1", true), ("169.254.1.1", true), ("192.0.2.1", false), ("fd00::1", true),
        ("fe80::1", true), ("2001:db8::1", false), ("fc.example", false), ("10.example", false),
    ])
    func privateAddressesAreKnown(address: String, isPrivate: Bool) {
        #expect(address.isPrivate == isPrivate)
    }
}
