internal import WatchCore

extension ProbeContext {
    /// The phase that turns a host into addresses; those of a literal are there at once.
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
                // The resolver cannot be blamed for what it was not asked.
                guard request.isAsked || request.answer != nil else {
                    throw PhaseError(.local("too many other names were being asked for"))
                }
                throw error
            }
        }
    }
}
