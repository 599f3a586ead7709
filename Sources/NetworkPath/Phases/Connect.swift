internal import WatchCore

extension ProbeContext {
    /// When the phase that connects is over.
    enum Enough {
        /// Once every address has answered.
        case everyAnswer
        /// With the first connection; what has not answered until then is left.
        case firstConnection
    }

    /// The phase that connects: every address at the same time, until there is enough or the time is over.
    func connect(to addresses: [SocketAddress], port: UInt16, until enough: Enough) async -> ConnectRace {
        var race = ConnectRace(addresses)
        race.begin(port: port, reactor: reactor, waiter: waiter)
        while !race.isOver(enough) {
            let cut = await stopOfWait()
            // On a busy host the time may be over before what the kernel knows has been delivered.
            if cut != nil { reactor.deliver() }
            race.collect()
            if let cut, !race.isOver(enough) { race.giveUp(cut.failure) }
        }
        return race
    }

    /// Waits; what stopped the waiting, `nil` after a signal.
    private func stopOfWait() async -> PhaseError? {
        do {
            try await waiter.wait()
            return nil
        } catch {
            return error
        }
    }
}

/// Connections to all addresses of a name, made side by side.
struct ConnectRace {
    private struct Runner {
        let address: SocketAddress
        var socket: Socket?
        var result: AddressAttempt?
    }

    private let began = ContinuousClock.now
    private var runners: [Runner]
    /// The connection that was there first; of two seen at once, that of the resolver's first.
    private(set) var winner: Socket?
    /// Its address.
    private(set) var address: SocketAddress?

    init(_ addresses: [SocketAddress]) {
        runners = addresses.map { Runner(address: $0) }
    }

    /// What each address answered, in the resolver's order; those that have not answered are left out.
    var attempts: [AddressAttempt] { runners.compactMap(\.result) }

    /// Why there is no connection; `nil` where there is one.
    ///
    /// Of several failures it is that of the first address, which is the one that any other program would meet.
    /// Only one of a network that this host has no way into gives place to the first of another kind: it tells
    /// about the family of the address, the other one about the path.
    var failure: PathFailure? {
        guard winner == nil else { return nil }
        let failures = attempts.compactMap(\.failure)
        return failures.first { $0 != .networkUnreachable } ?? failures.first
    }

    func isOver(_ enough: ProbeContext.Enough) -> Bool {
        switch enough {
        case .everyAnswer: runners.allSatisfy { $0.result != nil }
        case .firstConnection: winner != nil || runners.allSatisfy { $0.result != nil }
        }
    }

    mutating func begin(port: UInt16, reactor: Reactor, waiter: Waiter) {
        for index in runners.indices {
            do {
                runners[index].socket = try Socket(
                    to: runners[index].address, port: port, reactor: reactor, waiter: waiter)
            } catch {
                finish(index, error.failure)
            }
        }
    }

    /// Takes in what has been answered since the last time.
    mutating func collect() {
        for index in runners.indices {
            guard let socket = runners[index].socket else { continue }
            switch socket.progress {
            case .connecting:
                continue
            case .connected:
                if winner == nil {
                    winner = socket
                    address = runners[index].address
                }
                finish(index, nil)
            case .failed(let failure):
                finish(index, failure)
            }
        }
    }

    /// Ends what has not answered.
    mutating func giveUp(_ failure: PathFailure) {
        for index in runners.indices where runners[index].result == nil { finish(index, failure) }
    }

    private mutating func finish(_ index: Int, _ failure: PathFailure?) {
        runners[index].result = AddressAttempt(
            address: runners[index].address.text, duration: ContinuousClock.now - began, failure: failure)
        runners[index].socket = nil
    }
}
