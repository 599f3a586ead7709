import Foundation
import Testing

@testable import WatchCore

struct ThumbprintChangeTests {
    private func record(_ digit: Character, user: Bool, _ facts: CertificateFacts?) -> TrustRecord {
        TrustRecord(
            settings: TrustSettings(thumbprint: thumbprint(digit), isInUserStore: user), facts: facts)
    }

    /// From a certificate in the first store to one in the second.
    @Test(arguments: [
        (false, true, ThumbprintChange.firstRenewal), (true, true, .renewal), (true, false, .reRegistration),
        (false, false, .reRegistration),
    ])
    func theStoresTellRenewalFromRegistration(from: Bool, to: Bool, change: ThumbprintChange) {
        let newer = CertificateFacts.sample(thumbprint("B"), notBefore: start.date)
        for (old, new) in [(CertificateFacts.sample(), newer), (nil, newer), (.sample(), nil), (nil, nil)] {
            let history = TrustHistory(current: record("A", user: from, old))
            #expect(history.change(to: record("B", user: to, new), expectedIssuer: expectedIssuer) == change)
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
    func theCertificatesTellTheRest(new: CertificateFacts, change: ThumbprintChange) {
        let history = TrustHistory(current: record("A", user: true, .sample()))
        #expect(history.change(to: record("B", user: true, new), expectedIssuer: expectedIssuer) == change)
    }

    @Test func aThumbprintOfTheHistoryIsARollbackWhateverElseItIs() {
        var history = TrustHistory(current: record("A", user: false, .sample()))
        history.advance(to: record("B", user: true, nil))
        history.advance(to: record("C", user: true, nil))
        #expect(history.earlier == [thumbprint("A"), thumbprint("B")])
        for facts in [nil, CertificateFacts.sample(issuer: "someone")] {
            #expect(
                history.change(to: record("A", user: false, facts), expectedIssuer: expectedIssuer)
                    == .rollback)
        }
        history.advance(to: record("A", user: false, nil))
        #expect(history.earlier == [thumbprint("B"), thumbprint("C")])
        #expect(history.current.settings.thumbprint == thumbprint("A"))
    }

    @Test func whatWasSeenOnceIsKeptWhileTheSettingsStayTheSame() {
        var history = TrustHistory(current: record("A", user: false, .sample()))
        history.advance(to: record("A", user: false, nil))
        #expect(history.current.facts == .sample())
        #expect(history.earlier.isEmpty)
        history.advance(to: record("B", user: true, nil))
        #expect(history.current.facts == nil)
        let found = CertificateFacts.sample(thumbprint("B"))
        history.advance(to: record("B", user: true, found))
        #expect(history.current.facts == found)
    }

    @Test func theHistoryIsBounded() throws {
        var history = TrustHistory(current: record("A", user: true, nil))
        for number in 0..<3 * TrustHistory.limit {
            let bytes = [UInt8](repeating: UInt8(number), count: 20)
            history.advance(
                to: TrustRecord(
                    settings: TrustSettings(
                        thumbprint: try #require(Thumbprint(bytes: bytes)), isInUserStore: true),
                    facts: nil))
        }
        #expect(history.earlier.count == TrustHistory.limit)
        #expect(history.earlier.last == Thumbprint(bytes: [UInt8](repeating: 148, count: 20)))
    }

    @Test(arguments: ThumbprintChange.allCases)
    func onlyTheUnexpectedIsAnError(change: ThumbprintChange) {
        let issuer = change == .unexpected ? "someone" : expectedIssuer
        var history = TrustHistory(current: record("A", user: change != .firstRenewal, .sample()))
        if change == .rollback { history.earlier = [thumbprint("B")] }
        let new = CertificateFacts.sample(thumbprint("B"), issuer: issuer, notBefore: start.date)
        let finding = changeFinding(
            history, to: record("B", user: change != .reRegistration, new), .sample())
        #expect(finding.details[.change] == change.rawValue)
        #expect(finding.priority == (change == .unexpected ? .error : .notice))
        #expect(finding.details[.thumbprint] == thumbprint("B").text)
        #expect(finding.details[.previousThumbprint] == thumbprint("A").text)
        #expect(finding.message.contains(new.notAfter.rfc3339))
    }
}
