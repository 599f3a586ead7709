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
        #expect(Set(AlertEvent.allCases).subtracting(met) == [])
    }
}
