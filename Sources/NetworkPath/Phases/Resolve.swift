internal import WatchCore

extension ProbeContext {
    /// The resolve phase: turns a host into addresses.
    ///
    /// - Parameters:
    ///   - host: a name or an address.
    ///   - family: which addresses are wanted.
    /// - Returns: At least one address, and the family that was not told, as nobody answers for it.
    /// - Throws: Why there is none.
    func resolve(
        _ host: String, _ family: AddressFamily
    ) async throws(PhaseError) -> (addresses: [SocketAddress], silent: AddressFamily?) {
        let lookup = NameLookup(host: host, family: family)
        switch try await answer(to: lookup) {
        case .addresses(let addresses, let silent): return (addresses, silent)
        case .failed(let failure): throw PhaseError(failure)
        }
    }

    private func answer(to lookup: NameLookup) async throws(PhaseError) -> NameLookup.Answer {
        if let answer = lookup.literal { return answer }
        let request = resolver.request(lookup, for: waiter)
        defer { resolver.abandon(request, by: waiter) }
        while true {
            if let answer = request.answer { return answer }
            do {
                try await waiter.wait()
            } catch {
                switch request.answer ?? request.answerSoFar {
                case .failed(let failure): throw PhaseError(failure)
                case .addresses(_, .some(let silent)): throw PhaseError(.lookup(.silentFamily(silent)))
                case .addresses(_, nil), nil: throw error
                }
            }
        }
    }
}
