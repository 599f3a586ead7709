import Foundation
import Synchronization
import TestSupport
import Testing
import TrustStore
import WatchCore

@Suite(.serialized, .timeLimit(.minutes(2)))
struct TrustFilesTests {
    private let directory: TemporaryDirectory
    private let identity: Identity

    init() async throws {
        directory = try TemporaryDirectory()
        identity = try await Identity.connector.value
    }

    private func target(password: String? = nil) -> TrustTarget {
        TrustTarget(
            settingsFile: directory("TrustSettings.xml"), machineStore: [directory("machine")],
            userStore: [directory("user")], storePassword: password, issuer: Identity.issuer,
            renewalWindow: .seconds(30 * 86400), expiryWarning: .seconds(30 * 86400),
            expiryError: .seconds(14 * 86400), expiryCritical: .seconds(3 * 86400))
    }

    @discardableResult
    private func writeSettings(isInUserStore: Bool) throws -> SettingsReading {
        let text = settingsText("4905CC64B2D81BBED60962ECC5DCF63F643CCD55", identity.thumbprint.text)
        try directory.write(
            text.replacing(">false<", with: ">\(isInUserStore)<"), to: "TrustSettings.xml")
        return .read(TrustSettings(thumbprint: identity.thumbprint, isInUserStore: isInUserStore))
    }

    @Test(arguments: [false, true])
    func theStoreIsTheOneThatTheSettingsName(isInUserStore: Bool) async throws {
        let settings = try writeSettings(isInUserStore: isInUserStore)
        for store in ["machine", "user"] {
            try directory.makeDirectory(store)
            try directory.write(try await identity.pkcs12(), to: "\(store)/\(identity.thumbprint).pfx")
        }
        let observation = await TrustFiles { _ in .absent }.probe(at: target())
        #expect(observation.settings == settings)
        let lookup = try #require(observation.lookup)
        let store = directory(isInUserStore ? "user" : "machine")
        #expect(lookup.places == [store] && !lookup.isUnfinished)
        #expect(lookup.found?.file == store + "/\(identity.thumbprint).pfx")
        #expect(lookup.found?.hasKey == true)
    }

    @Test func withoutSettingsNoStoreIsSearched() async {
        let observation = await TrustFiles { _ in .absent }.probe(at: target())
        #expect(observation == TrustObservation(settings: .missing(nearest: directory.path)))
    }

    @Test func thePasswordIsReadForEveryProbe() async throws {
        try writeSettings(isInUserStore: false)
        try directory.makeDirectory("machine")
        try directory.write(try await identity.pkcs12(password: "second"), to: "machine/a.pfx")
        let probes = Mutex(0)
        let files = TrustFiles { name in
            #expect(name == "store-password")
            let probe = probes.withLock {
                $0 += 1
                return $0
            }
            return .read(Array((probe == 1 ? "first" : "second").utf8))
        }
        let first = await files.probe(at: target(password: "store-password"))
        #expect(first.lookup?.problems.first?.kind == .password)
        let second = await files.probe(at: target(password: "store-password"))
        #expect(second.lookup?.found != nil)
    }

    @Test func aProbeAFileThatHangsEndsWhenItIsCancelled() async throws {
        let settings = try writeSettings(isInUserStore: false)
        try directory.write(identity.pem, to: "machine")
        let lease = try await Lease(on: directory("TrustSettings.xml"))
        let files = TrustFiles { _ in .absent }
        let target = target()

        let hung = Task { await files.probe(at: target) }
        await lease.isAskedBack()
        hung.cancel()
        #expect(await hung.value == TrustObservation(settings: .outOfTime))

        let threads = threadCount()
        for _ in 0..<50 {
            let probe = Task { await files.probe(at: target) }
            probe.cancel()
            #expect(await probe.value == TrustObservation(settings: .outOfTime))
        }
        #expect(threadCount() - threads < 25)

        // One that is not cancelled waits for the hung work to come back, and then sees for itself.
        let patient = Task { await files.probe(at: target) }
        lease.trim()
        let observation = await patient.value
        #expect(observation.settings == settings)
        #expect(observation.lookup?.found != nil)
    }

    @Test func aFileThatHangsHoldsUpNoOther() async throws {
        try writeSettings(isInUserStore: false)
        try directory.write(settingsText, to: "other.xml")
        let lease = try await Lease(on: directory("TrustSettings.xml"))
        let files = TrustFiles { _ in .absent }
        let hangs = target()
        let hung = Task { await files.probe(at: hangs) }
        await lease.isAskedBack()
        var other = target()
        other.settingsFile = directory("other.xml")
        #expect(await files.probe(at: other).lookup != nil)
        lease.trim()
        #expect(await hung.value.lookup != nil)
    }

    @Test func aProbeThatIsCancelledInTheStoreTellsWhatItSawByThen() async throws {
        let settings = try writeSettings(isInUserStore: false)
        try directory.makeDirectory("machine")
        try directory.write(try await Identity.other.value.pem, to: "machine/1.pem")
        try directory.write(identity.pem, to: "machine/2.pem")
        let lease = try await Lease(on: directory("machine/2.pem"))
        let files = TrustFiles { _ in .absent }
        let target = target()
        let probe = Task { await files.probe(at: target) }
        await lease.isAskedBack()
        probe.cancel()
        let lookup = StoreLookup(places: [directory("machine")], certificates: 1, isUnfinished: true)
        #expect(await probe.value == TrustObservation(settings: settings, lookup: lookup))
        lease.trim()
    }

    @Test func anOtherStoreThatHangsHidesNothingOfTheStoreInUse() async throws {
        let settings = try writeSettings(isInUserStore: false)
        try directory.write(identity.pem, to: "machine")
        try directory.makeDirectory("user")
        try directory.write(try await Identity.other.value.pem, to: "user/a.pem")
        let lease = try await Lease(on: directory("user/a.pem"))
        let files = TrustFiles { _ in .absent }
        let target = target()
        let first = Task { await files.probe(at: target) }
        await lease.isAskedBack()
        first.cancel()
        #expect(await first.value.lookup?.found?.file == directory("machine"))
        #expect(await first.value.elsewhere == StoreLookup(places: [directory("user")], isUnfinished: true))

        // Later probes see what is new in the store in use, and do not wait for the other.
        try directory.write(try await Identity.other.value.pem, to: "machine")
        let second = await files.probe(at: target)
        #expect(second.settings == settings)
        #expect(second.lookup?.found == nil && second.lookup?.certificates == 1)
        #expect(second.lookup?.isUnfinished == false)
        #expect(second.elsewhere?.isUnfinished == true)

        // Once it comes back, it is probed again.
        lease.trim()
        var elsewhere = second.elsewhere
        while elsewhere?.isUnfinished == true { elsewhere = await files.probe(at: target).elsewhere }
        #expect(elsewhere?.certificates == 1)
    }

    @Test(arguments: [false, true])
    func aCertificateInTheOtherStoreIsFoundThere(isInUserStore: Bool) async throws {
        try writeSettings(isInUserStore: isInUserStore)
        let (named, other) = isInUserStore ? ("user", "machine") : ("machine", "user")
        for store in [named, other] { try directory.makeDirectory(store) }
        let file = try directory.write(try await identity.pkcs12(), to: "\(other)/\(identity.thumbprint).pfx")
        try directory.write("damaged", to: "\(other)/a.pem")
        let observation = await TrustFiles { _ in .absent }.probe(at: target())
        #expect(observation.lookup == StoreLookup(places: [directory(named)]))
        let elsewhere = try #require(observation.elsewhere)
        #expect(elsewhere.places == [directory(other)] && !elsewhere.isUnfinished)
        #expect(elsewhere.found?.file == file)
        #expect(elsewhere.found?.key?.state == .matching)
        #expect(elsewhere.laterProblems.map(\.path) == [directory("\(other)/a.pem")])
        #expect(observation.copies.isEmpty)
    }

    @Test func copiesInBothStoresAreTold() async throws {
        try writeSettings(isInUserStore: false)
        for store in ["machine", "user"] {
            try directory.makeDirectory(store)
            for name in ["1", "2"] { try directory.write(identity.pem, to: "\(store)/\(name).pem") }
        }
        let observation = await TrustFiles { _ in .absent }.probe(at: target())
        #expect(observation.lookup?.found?.file == directory("machine/1.pem"))
        #expect(
            observation.copies.map(\.file)
                == ["machine/2.pem", "user/1.pem", "user/2.pem"].map { directory($0) })
    }

    @Test func oneStoreUnderTwoNamesHoldsNoCopies() async throws {
        try writeSettings(isInUserStore: false)
        try directory.makeDirectory("machine")
        try directory.write(identity.pem, to: "machine/1.pem")
        try directory.link("user", to: "machine")
        let observation = await TrustFiles { _ in .absent }.probe(at: target())
        #expect(observation.lookup?.found != nil && observation.copies.isEmpty)
        #expect(observation.elsewhere?.found == nil && observation.elsewhere?.certificates == 1)
    }

    @Test func orphansOfBothStoresAreToldTheNewestFirst() async throws {
        try writeSettings(isInUserStore: false)
        for store in ["machine", "user"] { try directory.makeDirectory(store) }
        // Of another tenant, which only the certificate in the other store tells apart.
        let stranger = try await Identity.make(
            key: ["rsa:1024"], subject: "/CN=11111111-2222-3333-4444-555555555555")
        try directory.write(stranger.pem, to: "machine/stranger.pem")
        try directory.write(try await Identity.make(key: ["rsa:1024"], days: "10").pem, to: "machine/old.pem")
        try directory.write(try await Identity.make(key: ["rsa:1024"], days: "3000").pem, to: "user/new.pem")
        let probes = TrustFiles { _ in .absent }
        let missing = await probes.probe(at: target())
        #expect(missing.superseded.count == 3)
        try directory.write(identity.pem, to: "user/it.pem")
        let found = await probes.probe(at: target())
        #expect(
            Set(found.superseded.map(\.file)) == [directory("user/new.pem"), directory("machine/old.pem")])
        #expect(found.superseded == found.superseded.sorted(by: FoundCertificate.isNewer))
    }

    private func threadCount() -> Int {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count) ?? 0
    }
}
