import Foundation
import Testing
import WatchCore

/// The fields that an event promises to send are those that the engine does send: catalog texts rely on it.
@Suite struct AlwaysSendsTests {
    @Test(arguments: EngineRun.all)
    func everyEntryCarriesTheFieldsOfItsEvent(_ run: EngineRun) throws {
        let entries = try run.entries()
        #expect(Set(entries.map(\.event)).isSuperset(of: run.events))
        for entry in entries {
            let promised = entry.isRecovered ? AlertEvent.recoveredAlwaysSends : entry.event.alwaysSends
            #expect(Set(promised.map(\.rawValue)).subtracting(entry.fields.keys) == [], "\(entry.event)")
            let reasons = entry.event.reasons.map(\.rawValue)
            let reason = entry.fields[JournalField.reason.rawValue]
            #expect(reason.map(reasons.contains) ?? reasons.isEmpty, "\(entry.event) \(reason ?? "-")")
        }
    }

    @Test func everyEventIsMetInARun() {
        let met = EngineRun.all.reduce(into: Set<AlertEvent>()) { $0.formUnion($1.events) }
        #expect(Set(AlertEvent.allCases).subtracting(met) == [.administratorUnfit])
    }

    /// What a command finds is not met in a run of the engine.
    @Test func whatACommandFindsCarriesTheFieldsOfItsEvent() throws {
        let account = AdministratorObservation(account: "a@contoso.example", tenant: nil, roles: [])
        let findings = judge(account, for: IntendedRegistration()).findings(
            about: account, for: IntendedRegistration())
        let entries = findings.entries(
            of: CheckName("admin"), "https://login.example/", connector: "hq-01", at: EngineRun.date)
        let names = Set(try #require(entries.first).fields.map(\.name))
        #expect(entries.count == 1)
        #expect(Set(AlertEvent.administratorUnfit.alwaysSends.map(\.rawValue)).subtracting(names) == [])
    }
}
