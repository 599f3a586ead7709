internal import WatchCore

extension ProbeContext {
    /// When the connect phase is complete.
    enum Enough {
        /// When every address has answered.
        case everyAnswer
        /// With the first connection; addresses that have not answered by then are ignored.
        case firstConnection
    }

    /// The connect phase: tries every address at the same time, until that is enough or the time is up.
    func connect(to addresses: [SocketAddress], port: UInt16, until enough: Enough) async -> ConnectRace {
        var race = ConnectRace(addresses)
        race.begin(port: port, reactor: reactor, waiter: waiter)
        while !race.isOver(enough) {
            let cut = await stopOfWait()
            // On a busy host the time may be up before the kernel's events were delivered.
            if cut != nil { reactor.deliver() }
            race.collect()
            if let cut, !race.isOver(enough) { race.giveUp(cut.failure) }
        }
        return race
    }

    /// Waits for a signal.
    ///
    /// - Returns: What ended the wait, or `nil` after a signal.
    private func stopOfWait() async -> PhaseError? {
        do {
            try await waiter.wait()
            return nil
        } catch {
            return error
        }
    }
}

/// Simultaneous connections to all addresses of a name.
struct ConnectRace {
    private struct Runner {
        let address: SocketAddress
        var socket: Socket?
        var result: AddressAttempt?
    }

    private let began = ContinuousClock.now
    private var runners: [Runner]
    /// The first connection; of two at the same time, the one to the address that the resolver listed first.
    private(set) var winner: Socket?
    /// The address of the first connection.
    private(set) var address: SocketAddress?

    init(_ addresses: [SocketAddress]) {
        runners = addresses.map { Runner(address: $0) }
    }

    /// The results of the addresses that have answered, in the resolver's order.
    var attempts: [AddressAttempt] { runners.compactMap(\.result) }

    /// Why there is no connection, or `nil` if there is one.
    ///
    /// It is the failure of the first address, which any other program would meet. But an unreachable network says
    /// something about the address family only, so the first failure of another kind takes precedence.
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

    /// Collects new results.
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

    /// Ends the attempts that have no result.
    mutating func giveUp(_ failure: PathFailure) {
        for index in runners.indices where runners[index].result == nil { finish(index, failure) }
    }

    private mutating func finish(_ index: Int, _ failure: PathFailure?) {
        runners[index].result = AddressAttempt(
            address: runners[index].address.text, duration: ContinuousClock.now - began, failure: failure)
        runners[index].socket = nil
    }
}
