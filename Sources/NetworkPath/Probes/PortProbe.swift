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
                try await proveTunnel(over: socket, &recorder)
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
    private func proveTunnel(
        over socket: Socket, _ recorder: inout PathRecorder
    ) async throws(PhaseError) {
        let context = recorder.context
        do throws(PhaseError) {
            switch target.port {
            case 443: try await proveTLSTunnel(over: socket, &recorder)
            case 80:
                try await socket.write(sign)
                try await context.awaitByte(over: socket, atMost: nil)
            default: try await context.awaitByte(over: socket, atMost: Self.moment)
            }
        } catch {
            throw error.failure.isEnd ? PhaseError(.tunnelClosed) : error
        }
    }

    /// Makes sure that it is the target that speaks TLS: a proxy that opens TLS itself does so for a target that it
    /// cannot reach as well, to put its page there.
    ///
    /// A certificate of a public authority proves the target. Any other may be the proxy's; it is then asked for
    /// something, and what comes must not be a page of the proxy's own.
    private func proveTLSTunnel(
        over socket: Socket, _ recorder: inout PathRecorder
    ) async throws(PhaseError) {
        let context = recorder.context
        let connection = try context.tls.connection(over: socket, to: target.host, offering: .control)
        connection.sendHello()
        // An answer that is there already was read with it.
        if !connection.hasHeardPeer { try await context.awaitByte(over: socket, atMost: nil) }
        do throws(PhaseError) {
            try await connection.handshake(context.waiter)
        } catch {
            // Something has answered, and who it is remains open.
            return
        }
        if connection.isOfPublicAuthority { return }
        let head: ResponseHead
        do throws(PhaseError) {
            head = try await context.askForHead(sign, over: connection)
        } catch {
            if error.failure.isEnd && !connection.notes.isCertificateDemanded || error.failure == .outOfTime {
                throw error
            }
            return
        }
        guard head.status >= 400, let proxyError = head.proxyError else { return }
        recorder.seen.tunnel?.statusLine = head.statusLine
        recorder.seen.tunnel?.error = proxyError
        throw PhaseError(.proxyStatus(head.status))
    }

    /// What a web server answers, whatever it has.
    private var sign: [UInt8] { request("HEAD", "/", bracketed(target.host), ["Connection: close"]) }
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
