import Foundation
import Testing

@testable import WatchCore

struct ThumbprintChangeTests {
    private func record(_ digit: Character, user: Bool, _ facts: CertificateFacts?) -> TrustRecord {
        TrustRecord(
            settings: TrustSettings(thumbprint: thumbprint(digit), isInUserStore: user), facts: facts)
    }

    private func change(_ history: TrustHistory, to next: TrustRecord) -> ThumbprintChange? {
        history.change(to: next, expectedIssuers: [expectedIssuer])?.change
    }

    /// A history that went through these records, each of them a day after the one before.
    private func history(_ records: [TrustRecord]) throws -> TrustHistory {
        var history = TrustHistory(current: try #require(records.first), since: start.date)
        for (day, next) in records.enumerated().dropFirst() {
            let change = change(history, to: next)
            history.advance(to: next, change, at: start.date + 86_400 * Double(day))
        }
        return history
    }

    /// From a certificate in the first store to one in the second.
    @Test(arguments: [
        (false, true, ThumbprintChange.firstRenewal), (true, true, .renewal), (true, false, .reRegistration),
        (false, false, .reRegistration),
    ])
    func theStoresTellRenewalFromRegistration(from: Bool, to: Bool, expected: ThumbprintChange) {
        let newer = CertificateFacts.sample(thumbprint("B"), notBefore: start.date)
        for (old, new) in [(CertificateFacts.sample(), newer), (nil, newer), (.sample(), nil), (nil, nil)] {
            let history = TrustHistory(current: record("A", user: from, old))
            #expect(change(history, to: record("B", user: to, new)) == expected)
        }
    }

    @Test(arguments: [
        (CertificateFacts.sample(thumbprint("B"), notBefore: start.date), ThumbprintChange.renewal),
        (.sample(thumbprint("B"), notBefore: start.date - 86_400), .renewal),
        (.sample(thumbprint("B"), notBefore: start.date - 86_401), .rollback),
        (.sample(thumbprint("B"), issuer: "someone", notBefore: start.date), .unexpected),
        (.sample(thumbprint("B"), issuer: nil, notBefore: start.date), .unexpected),
        (.sample(thumbprint("B"), issuer: expectedIssuer.uppercased(), notBefore: start.date), .renewal),
        (.sample(thumbprint("B"), tenant: otherTenant, notBefore: start.date), .unexpected),
        (.sample(thumbprint("B"), tenant: nil, notBefore: start.date), .unexpected),
        (.sample(thumbprint("B"), tenant: otherTenant, notBefore: .distantPast), .unexpected),
    ])
    func theCertificatesTellTheRest(new: CertificateFacts, expected: ThumbprintChange) {
        let history = TrustHistory(current: record("A", user: true, .sample()))
        #expect(change(history, to: record("B", user: true, new)) == expected)
    }

    /// An issuer that `Issuer=` does not name, but that the certificate had before, has not changed.
    @Test func anIssuerThatStaysIsNoChange() {
        let history = TrustHistory(current: record("A", user: true, .sample(issuer: "someone")))
        let next = CertificateFacts.sample(thumbprint("B"), issuer: "someone", notBefore: start.date)
        #expect(change(history, to: record("B", user: true, next)) == .renewal)
        let unseen = TrustHistory(current: record("A", user: true, nil))
        #expect(change(unseen, to: record("B", user: true, next)) == .unexpected)
    }

    @Test(arguments: [("aaaaaaaa-bbbb-cccc-dddd-ffffffffffff", true), (nil, true)])
    func anotherConnectorIsUnexpected(id: String?, isUnexpected: Bool) {
        let history = TrustHistory(current: record("A", user: true, .sample()))
        var next = CertificateFacts.sample(thumbprint("B"), notBefore: start.date)
        next.connectorID = id
        #expect(change(history, to: record("B", user: true, next)) == .unexpected)
        // What had no id may get one.
        var old = CertificateFacts.sample()
        old.connectorID = nil
        let without = TrustHistory(current: record("A", user: true, old))
        #expect(change(without, to: record("B", user: true, next)) == .renewal)
    }

    /// From one key to another.
    @Test(arguments: [
        ("RSA", 2048, "RSA", 2048, false), ("RSA", 2048, "RSA", 1024, true), ("RSA", 3072, "RSA", 2048, true),
        ("RSA", 2048, "RSA", 4096, false), ("RSA", 2048, "EC", 256, false), ("RSA", 4096, "EC", 224, true),
        ("EC", 384, "RSA", 4096, true), ("EC", 256, "RSA", 3072, false), ("EC", 256, "EC", 224, true),
        ("RSA", 2048, "GOST", 256, false), ("ED25519", 256, "RSA", 1024, true),
    ])
    func aWeakerKeyIsUnexpected(old: String, oldBits: Int, new: String, newBits: Int, isWeaker: Bool) {
        var before = CertificateFacts.sample()
        (before.keyAlgorithm, before.keyBits) = (old, oldBits)
        var next = CertificateFacts.sample(thumbprint("B"), notBefore: start.date)
        (next.keyAlgorithm, next.keyBits) = (new, newBits)
        let history = TrustHistory(current: record("A", user: true, before))
        #expect(change(history, to: record("B", user: true, next)) == (isWeaker ? .unexpected : .renewal))
    }

    @Test func theStoreAloneNeverChangesByItself() throws {
        let history = TrustHistory(current: record("A", user: false, .sample()))
        #expect(change(history, to: record("A", user: false, .sample())) == nil)
        let moved = try #require(
            history.change(to: record("A", user: true, .sample()), expectedIssuers: [expectedIssuer]))
        #expect(moved.change == .unexpected)
        let finding = changeFinding(
            moved, from: history.current, to: record("A", user: true, .sample()))
        #expect(finding.change?.differences == [.store(isInUserStore: true)])
        let back = try self.history([
            record("A", user: false, .sample()), record("A", user: true, .sample()),
        ])
        #expect(change(back, to: record("A", user: false, .sample())) == .rollback)
    }

    @Test func aThumbprintOfTheHistoryIsARollbackWhateverElseItIs() throws {
        let records = [
            record("A", user: false, .sample()), record("B", user: true, nil), record("C", user: true, nil),
        ]
        let history = try self.history(records)
        #expect(history.earlier.map(\.thumbprint) == [thumbprint("A"), thumbprint("B")])
        for facts in [nil, CertificateFacts.sample(issuer: "someone")] {
            #expect(change(history, to: record("A", user: false, facts)) == .rollback)
        }
    }

    /// The newer of two certificates that were both there is no older one.
    @Test func whatUndoesARollbackIsNotARollback() throws {
        let newer = CertificateFacts.sample(thumbprint("B"), notBefore: start.date)
        var history = try history([
            record("A", user: false, .sample()), record("B", user: true, newer),
            record("A", user: false, .sample()),
        ])
        #expect(history.change == .rollback)
        let back = record("B", user: true, newer)
        let undone = try #require(history.change(to: back, expectedIssuers: [expectedIssuer]))
        #expect(undone.change == .firstRenewal)
        let finding = changeFinding(undone, from: history.current, to: back)
        #expect(finding.change?.stoodBefore == .init(since: start.date + 86_400))
        history.advance(to: back, undone.change, at: start.date)
        #expect(history.earlier.map(\.change) == [nil, .firstRenewal, .rollback])
    }

    @Test func whatWasSeenOnceIsKeptWhileTheSettingsStayTheSame() {
        var history = TrustHistory(current: record("A", user: false, .sample()))
        history.advance(to: record("A", user: false, nil), nil, at: start.date)
        #expect(history.current.facts == .sample())
        #expect(history.earlier.isEmpty)
        history.advance(to: record("A", user: true, nil), .unexpected, at: start.date)
        #expect(history.current.facts == .sample())
        history.advance(to: record("B", user: true, nil), .renewal, at: start.date)
        #expect(history.current.facts == nil)
        let found = CertificateFacts.sample(thumbprint("B"))
        history.advance(to: record("B", user: true, found), nil, at: start.date)
        #expect(history.current.facts == found)
    }

    /// The settings may reach this host long before the store does.
    @Test(arguments: [
        (CertificateFacts.sample(thumbprint("C"), notBefore: start.date), nil),
        (.sample(thumbprint("C"), tenant: otherTenant, notBefore: start.date), ThumbprintChange.unexpected),
        (.sample(thumbprint("C"), notBefore: .distantPast), .rollback),
    ])
    func aCertificateThatIsFoundLaterIsJudgedThen(found: CertificateFacts, expected: ThumbprintChange?) throws
    {
        var history = try history([
            record("A", user: false, .sample()), record("B", user: true, nil), record("C", user: true, nil),
        ])
        #expect(history.change == .renewal)
        let next = record("C", user: true, found)
        let correction = history.correction(by: next, expectedIssuers: [expectedIssuer])
        #expect(correction?.change.change == expected)
        #expect(correction?.from.settings.thumbprint == (expected == nil ? nil : thumbprint("B")))
        history.advance(to: next, correction?.change.change, at: start.date)
        #expect(history.change == expected ?? .renewal)
        #expect(history.current.facts == found)
        #expect(history.earlier.count == 2)
        #expect(history.correction(by: next, expectedIssuers: [expectedIssuer]) == nil, "It is told once.")
    }

    @Test func whatIsNotFoundIsComparedWithWhatWasKnownLast() throws {
        let history = try history([record("A", user: false, .sample()), record("B", user: true, nil)])
        let other = CertificateFacts.sample(thumbprint("C"), tenant: otherTenant, notBefore: start.date)
        #expect(change(history, to: record("C", user: true, other)) == .unexpected)
    }

    @Test func aRenewalThatIsUndoneAndRedoneWasWhenItCameFirst() throws {
        let newer = CertificateFacts.sample(thumbprint("B"), notBefore: start.date)
        let history = try history([
            record("A", user: true, .sample()), record("B", user: true, newer),
            record("A", user: true, .sample()),
            record("B", user: true, newer),
        ])
        #expect(history.change == .renewal)
        #expect(history.lastRenewal == start.date + 86_400)
    }

    @Test func theHistoryTellsWhatStoodThereFromWhenOnAndWhy() throws {
        let newer = CertificateFacts.sample(thumbprint("B"), notBefore: start.date)
        let history = try history([
            record("A", user: false, .sample()), record("B", user: true, newer),
            record("C", user: false, nil),
        ])
        #expect(history.earlier.map(\.since) == [start.date, start.date + 86_400])
        #expect(history.earlier.map(\.change) == [nil, .firstRenewal])
        #expect(history.earlier.map(\.isInUserStore) == [false, true])
        #expect(history.earlier.map(\.notAfter) == [CertificateFacts.sample().notAfter, newer.notAfter])
        #expect(history.since == start.date + 2 * 86_400)
        #expect(history.change == .reRegistration)
        #expect(history.lastRenewal == start.date + 86_400)
        #expect(TrustHistory(current: record("A", user: false, nil), since: start.date).lastRenewal == nil)
    }

    @Test func theHistoryIsBounded() throws {
        var history = TrustHistory(current: record("A", user: true, nil))
        for number in 0..<3 * TrustHistory.limit {
            let bytes = [UInt8](repeating: UInt8(number), count: 20)
            let settings = TrustSettings(
                thumbprint: try #require(Thumbprint(bytes: bytes)), isInUserStore: true)
            history.advance(to: TrustRecord(settings: settings, facts: nil), .renewal, at: start.date)
        }
        #expect(history.earlier.count == TrustHistory.limit)
        #expect(history.earlier.last?.thumbprint == Thumbprint(bytes: [UInt8](repeating: 148, count: 20)))
    }

    @Test(arguments: ThumbprintChange.allCases)
    func onlyTheUnexpectedIsAnError(expected: ThumbprintChange) throws {
        let issuer = expected == .unexpected ? "someone" : expectedIssuer
        var history = TrustHistory(current: record("A", user: expected != .firstRenewal, .sample()))
        let begun = expected == .rollback ? start.date - 10 * 86_400 : start.date
        let new = CertificateFacts.sample(thumbprint("B"), issuer: issuer, notBefore: begun)
        if expected == .rollback { history.earlier = [CertificateRecord(thumbprint("B"))] }
        let next = record("B", user: expected != .reRegistration, new)
        let classified = try #require(history.change(to: next, expectedIssuers: [expectedIssuer]))
        let finding = changeFinding(classified, from: history.current, to: next)
        #expect(finding.details[.change] == expected.rawValue)
        #expect(finding.priority == (expected == .unexpected ? .error : .notice))
        #expect(finding.details[.thumbprint] == thumbprint("B").text)
        #expect(finding.details[.previousThumbprint] == thumbprint("A").text)
        let facts = try #require(finding.change)
        #expect(facts.change == expected)
        #expect(facts.notAfter == new.notAfter)
        #expect((facts.stoodBefore != nil) == (expected == .rollback))
        #expect(
            facts.differences
                == (expected == .unexpected ? [.issuer(old: expectedIssuer, new: "someone")] : []))
    }

    @Test func everyDifferenceIsTold() throws {
        var old = CertificateFacts.sample()
        (old.key, old.keyAlgorithm, old.keyBits) = ("RSA 2048", "RSA", 2048)
        var new = CertificateFacts.sample(
            thumbprint("B"), tenant: otherTenant, issuer: "someone", notBefore: start.date)
        (new.key, new.keyAlgorithm, new.keyBits, new.connectorID) = ("RSA 1024", "RSA", 1024, nil)
        let history = TrustHistory(current: record("A", user: true, old))
        let change = try #require(
            history.change(to: record("B", user: true, new), expectedIssuers: [expectedIssuer]))
        #expect(
            change.differences == [
                .issuer(old: expectedIssuer, new: "someone"), .tenant(old: tenant, new: otherTenant),
                .connectorID(old: old.connectorID, new: nil), .key(old: "RSA 2048", new: "RSA 1024"),
            ])
    }
}

extension Finding {
    /// The facts of event 1010.
    fileprivate var change: ChangeFacts? {
        if case .thumbprintChanged(let facts) = facts { facts } else { nil }
    }
}
