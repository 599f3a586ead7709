/// What one tracker of a check follows: an event, on one route.
package struct AlertKey: Sendable, Hashable, Comparable {
    package var event: AlertEvent
    /// `nil` if the event is not about a route.
    package var route: Route?

    package init(_ event: AlertEvent, _ route: Route? = nil) {
        self.event = event
        self.route = route
    }

    package static func < (a: AlertKey, b: AlertKey) -> Bool {
        (a.event, a.route == .proxy ? 1 : 0) < (b.event, b.route == .proxy ? 1 : 0)
    }
}

extension Target {
    /// Every alert that a probe of this can tell anything about, on each of its routes, and that these flap.
    package var alertKeys: AlertKeys {
        guard let routes else { return AlertKeys(eventsWithoutRoute.map { AlertKey($0) }) }
        return AlertKeys(routes.all.flatMap { route in events(on: route).map { AlertKey($0, route) } })
    }

    private var eventsWithoutRoute: Set<AlertEvent> {
        switch self {
        case .port, .login, .tls: []
        case .cloud:
            [
                .connectorInactive, .connectorUnlisted, .connectorAlone, .connectorContradicted,
                .cloudUnavailable,
                .flapping, .hostDegraded,
            ]
        case .host: [.clockOff, .tls12Fails, .sha512Fails, .flapping, .hostDegraded]
        case .trust:
            [
                .trustExpired, .trustExpiring, .renewalOverdue, .trustNotYetValid, .certificateMissing,
                .certificateElsewhere, .issuerUnexpected, .certificateUnfit, .keyUnfit, .storeUnreadable,
                .settingsMissing, .settingsMalformed, .flapping,
            ]
        }
    }

    private func events(on route: Route) -> Set<AlertEvent> {
        var events: Set<AlertEvent> = [.resolutionFails, .flapping, .hostDegraded]
        if route == .proxy { events.insert(.proxyFails) }
        switch self {
        case .port:
            events.insert(.portUnreachable)
            if route == .direct { events.insert(.addressesUnreachable) }
        case .login:
            events.formUnion([.loginFails, .loginElsewhere, .tlsInspected, .serverCertificateBad])
        case .tls(let tls):
            events.insert(.tls12Fails)
            if tls.aspects.contains(.sha512) { events.insert(.sha512Fails) }
            if tls.aspects.contains(.inspection) { events.insert(.tlsInspected) }
            if tls.aspects.contains(.certificate) {
                events.formUnion([.serverCertificateBad, .serverCertificateExpiring])
            }
            if tls.aspects.contains(.revocation) {
                events.formUnion([.serverCertificateBad, .revocationFails])
            }
            if tls.aspects.contains(.largeHello) { events.insert(.largeHelloFails) }
        case .cloud, .host, .trust: break
        }
        return events
    }
}
