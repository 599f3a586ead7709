import WatchCore

@testable import NetworkPath

extension PathProber {
    /// What the direct way of `target`, which goes no other one, shows.
    func probeDirectly(at target: PortTarget) async -> PathObservation {
        await probe(at: target).direct ?? PathObservation()
    }

    func probeDirectly(at target: LoginTarget) async -> PathObservation {
        await probe(at: target).direct ?? PathObservation()
    }

    func probeDirectly(at target: TLSTarget) async -> TLSObservation {
        await probe(at: target).direct ?? TLSObservation(control: PathObservation())
    }
}
