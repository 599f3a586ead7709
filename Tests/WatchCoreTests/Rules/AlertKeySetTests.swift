import Testing

@testable import WatchCore

/// A set of bits does what a set of keys does.
struct AlertKeySetTests {
    private static let all = AlertEvent.allCases.flatMap { event in
        [nil, .direct, .proxy].map { AlertKey(event, $0) }
    }

    private static func some(_ generator: inout SeededGenerator) -> Set<AlertKey> {
        Set(all.filter { _ in Bool.random(using: &generator) })
    }

    @Test func itIsTheSetOfItsKeys() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<50 {
            let (a, b) = (Self.some(&generator), Self.some(&generator))
            let (x, y) = (AlertKeys(a), AlertKeys(b))
            #expect(Set(x) == a)
            #expect(Array(x) == Self.all.filter(a.contains))
            #expect(Set(x.union(y)) == a.union(b))
            #expect(Set(x.intersection(y)) == a.intersection(b))
            #expect(Set(x.symmetricDifference(y)) == a.symmetricDifference(b))
            #expect(Set(x.subtracting(y)) == a.subtracting(b))
            #expect(Self.all.allSatisfy { x.contains($0) == a.contains($0) })
            #expect((x == y) == (a == b))
        }
    }

    @Test func keysComeAndGo() {
        let key = AlertKey(.loginFails, .proxy)
        var keys: AlertKeys = []
        #expect(keys.isEmpty)
        #expect(keys.remove(key) == nil)
        #expect(keys.insert(key).inserted)
        #expect(!keys.insert(key).inserted)
        #expect(keys.contains(key))
        #expect(!keys.contains(AlertKey(.loginFails, .direct)) && !keys.contains(AlertKey(.loginFails)))
        #expect(keys.remove(key) == key)
        #expect(keys == [])
    }

    @Test func allOfThemGoToOneRoute() {
        let keys: AlertKeys = [
            AlertKey(.loginFails), AlertKey(.tls12Fails, .direct), AlertKey(.tls12Fails, .proxy),
        ]
        #expect(keys.on(.proxy) == [AlertKey(.loginFails, .proxy), AlertKey(.tls12Fails, .proxy)])
    }

    @Test func everyEventHasABit() {
        #expect(Array(AlertKeys(Self.all)).count == Self.all.count)
    }
}
