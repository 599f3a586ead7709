import WatchCore

@testable import NetworkPath

extension PathProber {
    /// What the direct way of `subject`, which goes no other one, shows.
    func lookDirectly(at subject: PortSubject) async -> PathObservation {
        await look(at: subject).direct ?? PathObservation()
    }

    func lookDirectly(at subject: LoginSubject) async -> PathObservation {
        await look(at: subject).direct ?? PathObservation()
    }

    func lookDirectly(at subject: TLSSubject) async -> TLSObservation {
        await look(at: subject).direct ?? TLSObservation(control: PathObservation())
    }
}
