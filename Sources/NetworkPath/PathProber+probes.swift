package import WatchCore

extension PathProber {
    package func probe(at target: PortTarget) async -> ByRoute<PathObservation> {
        await over(target.routes) { await self.admit(PortProbe(target: target, proxy: $0)) }
    }

    package func probe(at target: LoginTarget) async -> ByRoute<PathObservation> {
        await over(target.routes) { await self.admit(LoginProbe(target: target, proxy: $0)) }
    }

    package func probe(at target: TLSTarget) async -> ByRoute<TLSObservation> {
        await over(target.routes) { await self.probe(at: target, through: $0) }
    }

    package func probe(at target: HostTarget) async -> HostObservation {
        async let policy = CryptoPolicy.ofThisHost()
        let sources = target.sources.prefix(HostTarget.sourceLimit)
        let readings = await withTaskGroup(of: (ClockSource, ClockReading?).self) { group in
            for source in sources { group.addTask { (source, await self.admit(ClockProbe(source: source))) } }
            var readings: [ClockSource: ClockReading] = [:]
            for await (source, reading) in group { readings[source] = reading }
            return sources.compactMap { readings[$0] }
        }
        return HostObservation(readings: readings, policy: await policy)
    }

    /// Probes all `routes` at the same time.
    private func over<Seen: Sendable>(
        _ routes: Routes, _ probe: @escaping @Sendable (OutboundProxy?) async -> Seen
    ) async -> ByRoute<Seen> {
        guard let proxy = routes.proxy else { return ByRoute(direct: await probe(nil)) }
        guard routes.isDirect else { return ByRoute(proxy: await probe(proxy)) }
        async let proxied = probe(proxy)
        return ByRoute(direct: await probe(nil), proxy: await proxied)
    }

    /// Makes the control handshake, and then those that add to it at the same time, to the same address.
    private func probe(at target: TLSTarget, through proxy: OutboundProxy?) async -> TLSObservation {
        let first = await admit(HandshakeProbe(target: target, proxy: proxy, offer: .control))
        let offers = Task.isCancelled ? [] : target.offers(after: first.path)
        let handshake = { @Sendable (offer: TLSOffer) async -> PathObservation? in
            guard offers.contains(offer) else { return nil }
            return await self.admit(
                HandshakeProbe(target: target, proxy: proxy, offer: offer, pinned: first.pinned)
            ).path
        }
        guard !offers.isEmpty else { return TLSObservation(control: first.path) }
        async let tls12 = handshake(.tls12)
        async let sha512 = handshake(.sha512)
        async let legacy = handshake(.legacy)
        return TLSObservation(
            control: first.path, tls12: await tls12, sha512: await sha512, legacy: await legacy)
    }
}

extension TLSTarget {
    /// The handshakes that add to the control handshake.
    ///
    /// If that did not get as far as TLS, no other would. A server that has no version in common with it has none in
    /// common with the others; only an older version is still possible.
    func offers(after control: PathObservation) -> Set<TLSOffer> {
        if let stop = control.stop {
            if case .tlsVersion = stop.failure { return [.legacy] }
            guard stop.phase == .handshake, ![.outOfTime, .notTLS].contains(stop.failure),
                !stop.failure.isLocal
            else { return [] }
        }
        var offers: Set<TLSOffer> = []
        if aspects.contains(.tls12), control.tls?.version != "TLSv1.2" { offers.insert(.tls12) }
        if aspects.contains(.sha512) { offers.insert(.sha512) }
        return offers
    }
}
