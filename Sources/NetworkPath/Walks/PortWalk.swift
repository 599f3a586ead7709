internal import WatchCore

extension LookTools {
    /// The look at a port: resolve, then connect to every address.
    ///
    /// One address that connects is enough for the look to have gone all the way, even where others failed or had
    /// not answered in time: `addresses` says so of each.
    func walk(_ subject: PortSubject) async -> PathObservation {
        var seen = PathObservation()
        let began = ContinuousClock.now
        let addresses: [SocketAddress]
        do {
            addresses = try await resolve(subject.host, subject.family)
        } catch {
            seen.timings.resolve = ContinuousClock.now - began
            seen.stop = PathStop(.resolve, error.failure)
            return seen
        }
        let resolved = ContinuousClock.now
        seen.timings.resolve = resolved - began
        let race = await connect(to: addresses, port: subject.port, until: .everyAnswer)
        seen.timings.connect = ContinuousClock.now - resolved
        seen.addresses = race.attempts
        seen.address = race.address
        seen.stop = race.failure.map { PathStop(.connect, $0) }
        return seen
    }
}
