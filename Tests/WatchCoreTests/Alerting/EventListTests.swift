import Testing

@testable import WatchCore

struct EventListTests {
    @Test func messageIDsAreUniqueAndRandomLooking() {
        let ids = AlertEvent.allCases.map(\.messageID) + [AlertEvent.recoveredMessageID]
        #expect(Set(ids).count == ids.count)
        for id in ids {
            #expect(id.count == 32)
            #expect(id.allSatisfy { "0123456789abcdef".contains($0) })
            // sd_id128_randomize(3): version 4, variant DCE.
            #expect(id[id.index(id.startIndex, offsetBy: 12)] == "4")
            #expect("89ab".contains(id[id.index(id.startIndex, offsetBy: 16)]))
        }
    }

    @Test func titlesAreUniqueAndNotEmpty() {
        let titles = AlertEvent.allCases.map(\.title)
        #expect(Set(titles).count == titles.count)
        #expect(titles.allSatisfy { !$0.isEmpty && !$0.hasSuffix(".") })
    }

    @Test(arguments: AlertEvent.allCases)
    func everyEventSendsWhatItIsAbout(event: AlertEvent) {
        #expect(event.alwaysSends.isSuperset(of: [.eventID, .state, .name, .check, .target]))
        #expect((1000...1099).contains(event.rawValue))
    }

    @Test func reasonsAreTokens() {
        for reason in Reason.allCases {
            #expect(reason.rawValue.allSatisfy { ("a"..."z").contains($0) || "-0123456789".contains($0) })
        }
    }
}
