/// A set of alert keys, one bit for each event on each route: such sets are made and joined at every probe.
///
/// It lists them in their order.
package struct AlertKeys: Sendable, Equatable {
    /// The bit of an event is that of its number, from 1000 on.
    private typealias Events = UInt128

    private var withoutRoute: Events = 0
    private var direct: Events = 0
    private var proxy: Events = 0

    package init() {}

    /// The same events, all on this route.
    func on(_ route: Route) -> AlertKeys {
        var moved = AlertKeys()
        moved[route] = withoutRoute | direct | proxy
        return moved
    }

    private subscript(route: Route?) -> Events {
        get {
            switch route {
            case nil: withoutRoute
            case .direct: direct
            case .proxy: proxy
            }
        }
        set {
            switch route {
            case nil: withoutRoute = newValue
            case .direct: direct = newValue
            case .proxy: proxy = newValue
            }
        }
    }

    private func merging(_ other: AlertKeys, _ merge: (Events, Events) -> Events) -> AlertKeys {
        var merged = AlertKeys()
        merged.withoutRoute = merge(withoutRoute, other.withoutRoute)
        merged.direct = merge(direct, other.direct)
        merged.proxy = merge(proxy, other.proxy)
        return merged
    }

    private static func bit(_ event: AlertEvent) -> Events { 1 << Events(event.rawValue - 1000) }
}

extension AlertKeys: SetAlgebra {
    package func contains(_ key: AlertKey) -> Bool { self[key.route] & Self.bit(key.event) != 0 }
    package func union(_ other: AlertKeys) -> AlertKeys { merging(other, |) }
    package func intersection(_ other: AlertKeys) -> AlertKeys { merging(other, &) }
    package func symmetricDifference(_ other: AlertKeys) -> AlertKeys { merging(other, ^) }
    package mutating func formUnion(_ other: AlertKeys) { self = union(other) }
    package mutating func formIntersection(_ other: AlertKeys) { self = intersection(other) }
    package mutating func formSymmetricDifference(_ other: AlertKeys) { self = symmetricDifference(other) }

    @discardableResult
    package mutating func insert(_ key: AlertKey) -> (inserted: Bool, memberAfterInsert: AlertKey) {
        (update(with: key) == nil, key)
    }

    @discardableResult
    package mutating func update(with key: AlertKey) -> AlertKey? {
        let isMember = contains(key)
        self[key.route] |= Self.bit(key.event)
        return isMember ? key : nil
    }

    @discardableResult
    package mutating func remove(_ key: AlertKey) -> AlertKey? {
        guard contains(key) else { return nil }
        self[key.route] &= ~Self.bit(key.event)
        return key
    }
}

extension AlertKeys: Sequence {
    package func makeIterator() -> IndexingIterator<[AlertKey]> {
        var keys: [AlertKey] = []
        var rest = withoutRoute | direct | proxy
        while rest != 0 {
            let event = AlertEvent(rawValue: 1000 + rest.trailingZeroBitCount)
            rest &= rest - 1
            guard let event else { continue }
            for route in [nil, Route.direct, .proxy] where contains(AlertKey(event, route)) {
                keys.append(AlertKey(event, route))
            }
        }
        return keys.makeIterator()
    }
}
