import Testing
import WatchCore

@testable import NetworkPath

/// The files that say how a host resolves names, and how answers are joined.
struct ResolverFileTests {
    @Test(arguments: [
        ("", ["127.0.0.1"], []), ("nameserver 192.0.2.1\n", ["192.0.2.1"], []),
        ("nameserver 192.0.2.1\nnameserver 2001:db8::1 # two\n", ["192.0.2.1", "2001:db8::1"], []),
        ("nameserver 1.1.1\n nameserver 192.0.2.9\n#nameserver 192.0.2.8\n", ["127.0.0.1"], []),
        (
            "nameserver 10.0.0.1\nnameserver 10.0.0.2\nnameserver 10.0.0.3\nnameserver 10.0.0.4\n",
            ["10.0.0.1", "10.0.0.2", "10.0.0.3"], []
        ),
        ("search a.test b.test.\r\nnameserver 192.0.2.1\r\n", ["192.0.2.1"], ["a.test", "b.test"]),
        ("search a.test\ndomain c.test\n", ["127.0.0.1"], ["c.test"]),
    ])
    func resolvConfIsRead(text: String, servers: [String], domains: [String]) {
        let options = ResolverOptions(Array(text.utf8))
        #expect(options.servers == servers)
        #expect(options.domains == domains)
    }

    @Test(arguments: [
        ("", "a.test", ["a.test"]), ("search x.test\n", "a", ["a.x.test", "a"]),
        ("search x.test\n", "a.b", ["a.b", "a.b.x.test"]), ("search x.test\n", "a.", ["a"]),
        ("search x.test\noptions ndots:3\n", "a.b", ["a.b.x.test", "a.b"]),
        ("options ndots:99999999999999999999 use-vc\n", "a.b", ["a.b"]),
    ])
    func aNameIsTriedInOrder(text: String, host: String, names: [String]) {
        let options = ResolverOptions(Array(text.utf8))
        #expect(options.candidates(for: NameLookup(host: host, family: .any)) == names)
        #expect(options.usesTCP == text.contains("use-vc"))
    }

    @Test func theDomainOfTheHostCountsWhereNoneIsNamed() {
        #expect(ResolverOptions([], hostName: "gw.corp.test").domains == ["corp.test"])
        #expect(ResolverOptions(Array("search a\n".utf8), hostName: "gw.corp.test").domains == ["a"])
        #expect(ResolverOptions([], hostName: "gw").domains == [])
    }

    @Test(arguments: [
        ("files dns", "a.test", false), ("files resolve [!UNAVAIL=return] dns", "a.test", false),
        ("files mdns4_minimal [NOTFOUND=return] dns", "a.test", false),
        ("files mdns4_minimal [NOTFOUND=return] dns", "printer.local", true),
        ("files myhostname dns", "a.test", false), ("files myhostname dns", "_gateway", true),
        ("mymachines resolve [!UNAVAIL=return] files myhostname dns", "a.test", false),
        ("mymachines resolve [!UNAVAIL=return] files myhostname dns", "box", true),
        ("files sss dns", "a.test", true), ("dns files", "a.test", true), ("files", "a.test", true),
        ("files [ SUCCESS=merge ] dns", "a.test", false), ("files dns # sss", "a.test", false),
    ])
    func onlyWhatNobodyElseCanAskIsLeftToTheCLibrary(line: String, name: String, isSystems: Bool) {
        let sources = NameSources(Array("passwd: files sss\nhosts:\t\(line)\nnetworks: files\n".utf8))
        #expect(sources.needSystem(for: name, isOwn: false) == isSystems)
    }

    private static let four = SocketAddress(text: "192.0.2.1").map { [$0] } ?? []
    private static let six = SocketAddress(text: "2001:db8::1").map { [$0] } ?? []
    private static let failure = PathFailure.lookup(.answered(.refused, server: "s", .ipv6))

    @Test(
        arguments: [
            (.addresses(four), .noAddress, .addresses(four)), (.noAddress, .addresses(six), .addresses(six)),
            (.addresses(four), .noName, .addresses(four)),
            (.addresses(four), .failed(failure), .addresses(four)),
            (.addresses(four), .silent, .addresses(four, silent: .ipv6)),
            (.addresses(four), nil, .addresses(four, silent: .ipv6)),
            (.silent, .addresses(six), .addresses(six, silent: .ipv4)),
            (.noName, .noName, .failed(.nameNotFound)), (.noName, .silent, .failed(.nameNotFound)),
            (.silent, .noName, .failed(.outOfTime)), (.noAddress, .silent, .failed(.outOfTime)),
            (.noAddress, .noAddress, .failed(.lookup(.noAddress(.any)))),
            (.noAddress, .noName, .failed(.lookup(.noAddress(.any)))),
            (.noAddress, .failed(failure), .failed(failure)), (.noName, .failed(failure), .failed(failure)),
            (.silent, .failed(failure), .failed(failure)), (.silent, .silent, .failed(.outOfTime)),
        ] as [(FamilyAnswer?, FamilyAnswer?, NameLookup.Answer)])
    func theFamiliesAreJoined(four: FamilyAnswer?, six: FamilyAnswer?, joined: NameLookup.Answer) {
        let answers = FamilyAnswers(answers: [(.ipv4, four), (.ipv6, six)])
        #expect(answers.joined(for: .any) { _ in true } == joined)
    }

    /// The other family's error is the reason why nothing can be reached.
    @Test func addressesWithoutARouteDoNotHideAnError() {
        let failure = PathFailure.lookup(.answered(.serverFailure, server: "s", .ipv4))
        let answers = FamilyAnswers(answers: [(.ipv4, .failed(failure)), (.ipv6, .addresses(Self.six))])
        #expect(answers.joined(for: .any) { _ in false } == .failed(failure))
        #expect(answers.joined(for: .any) { _ in true } == .addresses(Self.six))
    }
}
