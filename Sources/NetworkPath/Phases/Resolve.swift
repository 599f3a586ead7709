internal import WatchCore

extension ProbeContext {
    /// The resolve phase: turns a host into addresses.
    func resolve(_ host: String, _ family: AddressFamily) async throws(PhaseError) -> [SocketAddress] {
        let lookup = NameLookup(host: host, family: family)
        switch try await answer(to: lookup) {
        case .addresses(let addresses): return addresses
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
                // The resolver is not to blame for a query that was never sent.
                guard request.isAsked || request.answer != nil else {
                    throw PhaseError(.local("too many other name lookups were in progress"))
                }
                throw error
            }
        }
    }
}
