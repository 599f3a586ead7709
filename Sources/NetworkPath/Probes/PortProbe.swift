internal import WatchCore

/// The probe of a port: resolves, then connects to every address; with a proxy, up to something out of the tunnel.
///
/// The probe is complete if one address connects, even if others failed or did not answer in time; `addresses` has the
/// result of each.
struct PortProbe: PathProbe {
    let target: PortTarget
    /// The proxy, or `nil` to connect directly.
    let proxy: OutboundProxy?

    /// How long a tunnel to a port whose protocol is not known must last.
    static let moment = Duration.milliseconds(300)

    func run(with context: ProbeContext) async -> PathObservation {
        var recorder = PathRecorder(through: proxy, with: context)
        do {
            let socket = try await recorder.open(
                to: target.host, target.port, target.family, until: .everyAnswer)
            if proxy != nil, !recorder.hasEarlyBytes {
                try await proveTunnel(over: socket, with: context)
            }
        } catch {
            recorder.stop(error.failure)
        }
        return recorder.seen
    }

    /// Makes sure that a tunnel leads somewhere: many proxies grant it before they connect.
    ///
    /// Says what the port speaks and waits for the first byte, whatever it is. At a port of unknown protocol, silence is
    /// fine after a moment.
    private func proveTunnel(over socket: Socket, with context: ProbeContext) async throws(PhaseError) {
        do throws(PhaseError) {
            let host = bracketed(target.host)
            switch target.port {
            case 443:
                let connection = try context.tls.connection(over: socket, to: target.host, offering: .control)
                connection.sendHello()
                // An answer that is there already was read with it.
                if connection.hasHeardPeer { return }
                try await context.awaitByte(over: socket, atMost: nil)
            case 80:
                try await socket.write(request("HEAD", "/", host, ["Connection: close"]))
                try await context.awaitByte(over: socket, atMost: nil)
            default:
                try await context.awaitByte(over: socket, atMost: Self.moment)
            }
        } catch {
            throw error.failure.isEnd ? PhaseError(.tunnelClosed) : error
        }
    }
}

extension ProbeContext {
    /// Waits until the peer has sent something, which is left to be read.
    ///
    /// - Throws: `closed` or `reset` if it ends the connection before; after `limit`, its silence is fine.
    fileprivate func awaitByte(over socket: Socket, atMost limit: Duration?) async throws(PhaseError) {
        let end = limit.map { ContinuousClock.now + $0 }
        if let limit { signalAfter(limit) }
        while true {
            switch try socket.arrival() {
            case .bytes: return
            case .end: throw PhaseError(.closed)
            case .nothing: break
            }
            if let end, ContinuousClock.now >= end { return }
            try await waiter.wait()
        }
    }
}
