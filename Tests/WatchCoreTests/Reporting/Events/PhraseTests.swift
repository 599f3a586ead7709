import Testing

@testable import WatchCore

/// Long names are shortened, our own words never.
struct PhraseTests {
    @Test(arguments: [0, 1, 50, 100, 5000])
    func aLongNameIsShortenedInItsMiddle(length: Int) {
        let name = "a" + String(repeating: "x", count: length) + "z"
        let phrase: Phrase = "\(name) is unreachable: it refused the connection after \(words: "30 ms")."
        let text = phrase.text(atMost: 120)
        #expect(text.count <= 120)
        #expect(text.hasPrefix("ax") == (length > 0))
        #expect(text.hasSuffix("z is unreachable: it refused the connection after 30 ms."))
        #expect(text.contains("…") == (length >= 100))
    }

    @Test func ofTwoNamesTheLongerOneGivesWay() {
        let long = String(repeating: "x", count: 300)
        let phrase: Phrase = "\"\("short.example")\" leads to \"\(long)\"."
        let text = phrase.text(atMost: 100)
        #expect(text.count == 100)
        #expect(text.hasPrefix("\"short.example\" leads to \"x"))
    }

    @Test func ourOwnWordsAreKept() {
        let words: Phrase = "These are all our own words, and they stay as they are."
        #expect(words.text(atMost: 10) == words.text)
    }

    @Test func whatHidesBecomesVisible() {
        let phrase: Phrase = "It said \("a\u{1B}[31m\nb")."
        #expect(phrase.text == #"It said a\u{1B}[31m\u{A}b."#)
    }

    @Test(arguments: [
        (1, nil, "a"), (3, nil, "a, b, c"), (4, nil, "a, b, c and 1 more"), (3, 40, "a, b, c and 37 more"),
    ])
    func aListEndsWithHowManyMoreThereAre(shown: Int, count: Int?, text: String) {
        let names: [Phrase] = ["a", "b", "c", "d"]
        #expect(Array(names.prefix(shown)).list(3, of: count).text == text)
    }

    /// Names as long as the settings allow, in every finding that has some.
    @Test(arguments: SentenceSample.long)
    func noMessageIsTooLong(_ facts: EventFacts) {
        let finding = Finding(facts, .error, .service, nil)
        #expect(finding.message.count <= 200)
        #expect(finding.message.hasSuffix("."))
        #expect(finding.remedy.count <= 1500)
    }
}

extension SentenceSample {
    /// Findings about names and paths of great length.
    static let long: [EventFacts] = {
        let name = (0..<25).map { "label-\($0)" }.joined(separator: ".")
        let path = "/" + (0..<200).map { "directory-\($0)" }.joined(separator: "/")
        let endpoint = Endpoint(host: name, port: 443, text: "https://\(name)\(path)")
        let facts = PathFacts.stopped(.handshake, .tlsAlert(path), at: endpoint, through: endpoint)
        let page = PageFacts(
            page: endpoint.text, host: name, status: 503, answeredBy: endpoint.text, redirects: 5)
        let problem = CertificateProblem(.expired, depth: 0, text: path)
        return [
            .certificateMissing(
                StoreSearchFacts(
                    TrustSettings(thumbprint: thumbprint("A"), isInUserStore: true),
                    places: [path, path, path], missingPlaces: [path, path, path, path])),
            .certificateElsewhere(file: path, .searched()),
            .issuerUnexpected(file: path, issuer: name, expected: name),
            .certificateUnfit(file: path, [.forgeableHash(name), .otherHash(name), .authority]),
            .keyUnfit(file: path, .copyDiffers(copy: path)),
            .storeUnreadable(
                [StoreProblem(.system, path: path, detail: path)], .searched(), timeout: .seconds(10)),
            .thumbprintChanged(
                ChangeFacts(
                    .unexpected,
                    differences: [.issuer(old: path, new: path), .tenant(old: path, new: path)])),
            .settingsMissing(file: path, .missing(nearest: path)),
            .settingsMalformed(file: path, .notWellFormed(path), line: 1, column: 1),
            .portUnreachable(.stopped(.connect, .system(path), at: endpoint)),
            .proxyFails(.noTunnel(facts, statusLine: path, credential: .refused)),
            .proxyFails(.demandsCredential(endpoint, proxy: endpoint, statusLine: path)),
            .resolutionFails(.stopped(.resolve, .resolverFailed(path), at: endpoint)),
            .addressesUnreachable(
                AddressFacts(
                    endpoint, failed: .tried([.system(path), .refused, .reset, .closed]), count: 9,
                    timeout: .seconds(10))),
            .loginFails(.notFetched(facts)), .loginFails(.status(page, expected: Array(200...299))),
            .loginFails(.tooLong(page, expectedText: path)),
            .loginElsewhere(.redirect(page, to: path, allowed: [path, path])),
            .loginElsewhere(.missingText(page, expected: path)), .tls12Fails(.noHandshake(facts)),
            .tls12Fails(.versionFails(facts, usual: name)), .tls12Fails(.policy(path)),
            .sha512Fails(.notOffered(facts, onBothRoutes: false)),
            .sha512Fails(.blocked(facts, worksOnOtherRoute: false)),
            .sha512Fails(.nothingSigned(facts, cipher: path)), .largeHelloFails(facts),
            .tlsInspected(InspectionFacts(endpoint, proxy: endpoint, issuer: path, .addedRoot(path))),
            .serverCertificateBad(
                ServerCertificateFacts(endpoint, [problem, problem, problem, problem], subject: path)),
            .serverCertificateBad(
                ServerCertificateFacts(
                    endpoint,
                    [
                        CertificateProblem(
                            .incompleteChain, depth: 1, text: path,
                            gap: ChainGap(subject: path, issuer: path, root: path, source: path))
                    ])),
            .clockOff(offset: .seconds(300), sources: Array(repeating: endpoint.text, count: 5)),
            .hostDegraded(.cannotProbe(target: endpoint.text, path)),
            .unanswered(.loginFails, target: endpoint.text, timeout: .seconds(10)),
            .journalUnavailable(.refused(path), kept: 1000),
        ] + revocation(endpoint, path)
    }()

    private static func revocation(_ endpoint: Endpoint, _ path: String) -> [EventFacts] {
        RevocationSource.samples(of: path).map { source in
            .revocationFails(
                RevocationFacts(
                    endpoint, proxy: endpoint, failed: [source, source], isStale: source.failure == nil,
                    timeout: .seconds(10)))
        }
    }
}
