import Foundation
import Testing

@testable import WatchCore

struct TrustFilesTests {
    private static let file = "/trust/TrustSettings.xml"
    private static let key = WatchKey.check(CheckName("trust"))

    private func daemon(_ settings: Settings = .sample(trusts: [.sample()])) -> SimulatedDaemon {
        var daemon = SimulatedDaemon(settings)
        daemon.begin()
        daemon.run(for: .seconds(30))
        return daemon
    }

    private func answer(_ trust: TrustObservation) -> (Target) -> SimulatedDaemon.Reply {
        { target in
            if case .trust = target { return .after(.milliseconds(20), .trust(trust)) }
            return .after(.milliseconds(20), target.healthyObservation)
        }
    }

    @Test func itsFilesAreWatched() {
        #expect(
            daemon().watched == [
                .configuration: ["/etc/cw.conf"], .silences: ["/etc/silences.conf"],
                Self.key: [Self.file, "/trust/machine", "/trust/user"],
            ])
    }

    @Test func aRingIsFollowedByALookAfterTheQuietTime() {
        var daemon = daemon()
        let before = daemon.probes(at: Self.file).count
        for _ in 0..<3 {
            daemon.feed(.changed(Self.key))
            daemon.run(for: .milliseconds(50))
        }
        #expect(daemon.probes(at: Self.file).count == before)
        daemon.run(for: .milliseconds(200))
        #expect(daemon.probes(at: Self.file).count == before + 1)
        daemon.run(for: .seconds(50))
        #expect(daemon.probes(at: Self.file).count == before + 1)
    }

    @Test func filesThatAreNeverQuietAreProbedAllTheSame() {
        var daemon = daemon()
        let before = daemon.probes(at: Self.file).count
        for _ in 0..<60 {
            daemon.feed(.changed(Self.key))
            daemon.run(for: .milliseconds(50))
        }
        let probes = daemon.probes(at: Self.file).count - before
        #expect((2...3).contains(probes))
    }

    @Test func aRingDuringALookBringsAnother() {
        var daemon = daemon()
        daemon.script = { _ in .after(.seconds(5), .trust(.healthy())) }
        daemon.feed(.changed(Self.key))
        daemon.run(for: .seconds(1))
        let before = daemon.probes(at: Self.file).count
        daemon.feed(.changed(Self.key))
        daemon.run(for: .seconds(3))
        #expect(daemon.probes(at: Self.file).count == before)
        daemon.run(for: .seconds(2))
        #expect(daemon.probes(at: Self.file).count == before + 1)
    }

    @Test func aHalfWrittenFileIsNoAlert() {
        var daemon = daemon()
        daemon.script = answer(.truncated)
        daemon.feed(.changed(Self.key))
        daemon.run(for: .milliseconds(500))
        daemon.script = answer(.healthy())
        daemon.run(for: .minutes(5))
        #expect(daemon.alerts == ["1090 info service"])
    }

    /// As while many files are copied, or by someone who writes piece by piece.
    @Test func aFileThatIsWrittenWithPausesIsNoAlert() {
        var daemon = daemon()
        daemon.script = answer(.truncated)
        let before = daemon.probes(at: Self.file).count
        for _ in 0..<4 {
            daemon.feed(.changed(Self.key))
            daemon.run(for: .milliseconds(220))
        }
        #expect(daemon.probes(at: Self.file).count == before + 4)
        daemon.script = answer(.healthy())
        daemon.feed(.changed(Self.key))
        daemon.run(for: .minutes(5))
        #expect(daemon.alerts == ["1090 info service"])
    }

    @Test func aFileThatStaysBadIsRaisedASecondLater() {
        var daemon = daemon()
        daemon.script = answer(.truncated)
        daemon.feed(.changed(Self.key))
        let changed = daemon.now.uptime
        daemon.run(for: .seconds(2))
        #expect(daemon.alerts == ["1090 info service", "1012 raised trust"])
        let probes = daemon.probes(at: Self.file).suffix(2).map { $0 - changed }
        #expect(probes == [.milliseconds(100), .milliseconds(1200)])
        daemon.script = answer(.healthy())
        daemon.feed(.changed(Self.key))
        daemon.run(for: .seconds(1))
        #expect(daemon.alerts.last == "1012 recovered trust")
    }

    /// It may be on its way for a minute; then nothing but the next probe tells that it stays so.
    @Test func aStoreFileThatStaysDamagedIsRaisedAfterItsMinute() {
        var daemon = daemon()
        func damaged(isYoung: Bool) -> TrustObservation {
            let problem = StoreProblem(
                .damaged, path: "/trust/machine/a.pfx", detail: "it is truncated", isYoung: isYoung)
            return .naming(.sample(found: .sample(), problems: [problem]))
        }
        daemon.script = answer(damaged(isYoung: true))
        daemon.feed(.changed(Self.key))
        daemon.run(for: .seconds(60))
        #expect(daemon.alerts == ["1090 info service"])
        daemon.script = answer(damaged(isYoung: false))
        daemon.run(for: .seconds(61))
        #expect(daemon.alerts == ["1090 info service", "1009 raised trust"])
    }

    @Test func aRenewalIsAnnouncedOnceWithBothThumbprints() {
        var daemon = daemon()
        let renewed = CertificateFacts.sample(thumbprint("B"), notBefore: start.date)
        daemon.script = answer(.healthy(renewed, isInUserStore: true))
        daemon.feed(.changed(Self.key))
        daemon.run(for: .minutes(5))
        #expect(daemon.alerts == ["1090 info service", "1010 info trust"])
        #expect(daemon.journaled[1][.thumbprint] == thumbprint("B").text)
        #expect(daemon.journaled[1][.previousThumbprint] == thumbprint("A").text)
        #expect(daemon.journaled[1][.change] == "first-renewal")
    }

    /// The settings may be replaced before the new certificate reaches the store.
    @Test func aChangeIsAnnouncedWhenItsCertificateIsSeenOrKnownToBeMissing() {
        var daemon = daemon()
        daemon.script = answer(.naming(.sample(), thumbprint: thumbprint("B"), isInUserStore: true))
        daemon.feed(.changed(Self.key))
        daemon.run(for: .milliseconds(500))
        #expect(daemon.alerts == ["1090 info service"])
        daemon.run(for: .seconds(2))
        #expect(Set(daemon.alerts.dropFirst()) == ["1004 raised trust", "1010 info trust"])
        daemon.script = answer(
            .healthy(.sample(thumbprint("B"), notBefore: start.date), isInUserStore: true))
        daemon.run(for: .minutes(2))
        #expect(daemon.alerts.suffix(1) == ["1004 recovered trust"])
    }

    /// A copy job brings the two files minutes apart, and nothing but polling finds them.
    @Test(arguments: [true, false])
    func aRenewalThatIsReplicatedMinutesApartIsOneChange(settingsFirst: Bool) {
        var daemon = daemon()
        let (old, new) = (
            CertificateFacts.sample(), CertificateFacts.sample(thumbprint("B"), notBefore: start.date)
        )
        // The old certificate stays in the store until the settings arrive.
        let between =
            settingsFirst
            ? TrustObservation.naming(.sample(), thumbprint: new.thumbprint, isInUserStore: true)
            : .healthy(old)
        daemon.script = answer(between)
        daemon.run(for: .minutes(7))
        daemon.script = answer(.healthy(new, isInUserStore: true))
        daemon.run(for: .hours(3))
        let changes = daemon.alerts.filter { $0.hasPrefix("1010") }
        #expect(changes == ["1010 info trust"])
        // While it is not there its absence is told, and that it has come.
        let others = daemon.alerts.dropFirst().filter { !$0.hasPrefix("1010") }
        #expect(others == (settingsFirst ? ["1004 raised trust", "1004 recovered trust"] : []))
    }

    @Test func expiryEscalatesAsTheCalendarGoesOn() {
        var daemon = SimulatedDaemon(
            .sample(trusts: [
                .sample(
                    pace: .sample(
                        interval: .hours(1), failingInterval: .hours(1), reminderInterval: .days(365)))
            ]))
        daemon.script = answer(.healthy(.sample(notAfter: start.date + 31 * 86_400)))
        daemon.begin()
        daemon.run(for: .days(32))
        #expect(
            daemon.alerts == [
                "1090 info service", "1001 raised trust", "1002 raised trust", "1001 escalated trust",
                "1001 escalated trust", "1000 raised trust",
            ])
        #expect(
            daemon.journaled.dropFirst().map(\.priority) == [.warning, .error, .error, .critical, .critical])
        daemon.script = answer(.healthy(.sample(thumbprint("B"), notAfter: start.date + 300 * 86_400)))
        daemon.run(for: .hours(2))
        #expect(
            Set(daemon.alerts.suffix(4)) == [
                "1000 recovered trust", "1001 recovered trust", "1002 recovered trust", "1010 info trust",
            ])
    }

    /// Seconds before its end at which each alert comes, however long the interval between two probes is.
    @Test(arguments: [(14.0, "1001"), (3, "1001"), (0, "1000")])
    func aTurningPointIsAnnouncedWhenItComes(days: Double, event: String) {
        var daemon = SimulatedDaemon(
            .sample(trusts: [.sample(pace: .sample(interval: .days(1), failingInterval: .days(1)))]))
        let left = days * 86_400 + 5000
        daemon.script = answer(.healthy(.sample(notAfter: start.date + left)))
        daemon.begin()
        daemon.run(for: .seconds(4999))
        let before = daemon.alerts.count
        daemon.run(for: .seconds(2))
        #expect(daemon.alerts.dropFirst(before).map { String($0.prefix(4)) } == [event])
    }

    @Test func aTroubleThatNothingCanBeToldAboutDoesNotKeepTheCheckBusy() {
        var daemon = daemon()
        let problem = StoreProblem(.permission, path: "/trust/machine", detail: "permission denied")
        daemon.script = answer(.naming(.sample(problems: [problem])))
        daemon.feed(.changed(Self.key))
        daemon.run(for: .milliseconds(300))
        daemon.script = answer(TrustObservation(settings: .missing(nearest: "/")))
        daemon.run(for: .seconds(5))
        let before = daemon.probes(at: Self.file).count
        daemon.run(for: .minutes(1))
        #expect(daemon.probes(at: Self.file).count - before == 4)
        #expect(daemon.alerts == ["1090 info service", "1011 raised trust"])
    }
}
