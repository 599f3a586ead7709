import WatchCore

@testable import NetworkPath

extension PathProber {
    /// What the direct way of `target`, which goes no other one, shows.
    func lookDirectly(at target: PortTarget) async -> PathObservation {
        await look(at: target).direct ?? PathObservation()
    }

    func lookDirectly(at target: LoginTarget) async -> PathObservation {
        await look(at: target).direct ?? PathObservation()
    }

    func lookDirectly(at target: TLSTarget) async -> TLSObservation {
        await look(at: target).direct ?? TLSObservation(control: PathObservation())
    }
}
