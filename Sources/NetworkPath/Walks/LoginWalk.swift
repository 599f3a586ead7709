internal import WatchCore

/// The look at a page: resolve, connect, handshake, exchange, and the same again for each redirect that is followed.
///
/// Addresses, timings and TLS facts are those of the way to the page asked for; only where a later page stops the
/// look, addresses and TLS facts are those of the way that stopped. The timing of the exchange runs from the first
/// request to the end of the look.
struct LoginWalk {
    private let tools: LookTools
    private let subject: LoginSubject
    private var seen = PathObservation()
    private var phase = Phase.resolve
    /// When the first request was sent.
    private var asked: ContinuousClock.Instant?

    /// Redirects that are followed.
    static let redirectLimit = 5

    init(_ subject: LoginSubject, with tools: LookTools) {
        self.subject = subject
        self.tools = tools
    }

    mutating func run() async -> PathObservation {
        var pages = [subject.page]
        do throws(Stopped) {
            try await fetch(subject.page)
            let first = seen
            while let next = redirect {
                if pages.contains(next) || pages.count > Self.redirectLimit {
                    throw Stopped(.redirectLoop(count: pages.count))
                }
                pages.append(next)
                try await fetch(next)
            }
            (seen.addresses, seen.address, seen.tls) = (first.addresses, first.address, first.tls)
        } catch {
            seen.stop = PathStop(phase(of: error.failure), error.failure)
        }
        seen.timings.exchange = asked.map { ContinuousClock.now - $0 }
        return seen
    }

    /// Walks all the way down to one page.
    private mutating func fetch(_ page: PageAddress) async throws(Stopped) {
        (seen.addresses, seen.address, seen.tls) = ([], nil, nil)
        let addresses = try await resolve(page)
        let socket = try await connect(addresses, page)
        let connection = try await handshake(socket, page)
        try await exchange(connection, page)
    }

    private mutating func resolve(_ page: PageAddress) async throws(Stopped) -> [SocketAddress] {
        let began = enter(.resolve)
        defer { leave(\.resolve, began) }
        return try await tools.resolve(page.host, subject.family)
    }

    private mutating func connect(
        _ addresses: [SocketAddress], _ page: PageAddress
    ) async throws(Stopped) -> Socket {
        let began = enter(.connect)
        defer { leave(\.connect, began) }
        let race = await tools.connect(to: addresses, port: page.port, until: .firstConnection)
        seen.addresses = race.attempts
        seen.address = race.address
        guard let socket = race.winner else { throw Stopped(race.failure ?? .outOfTime) }
        return socket
    }

    private mutating func handshake(
        _ socket: Socket, _ page: PageAddress
    ) async throws(Stopped) -> TLSConnection {
        let began = enter(.handshake)
        defer { leave(\.handshake, began) }
        return try await tools.handshake(over: socket, with: page.host, seeing: &seen.tls)
    }

    private mutating func exchange(_ connection: TLSConnection, _ page: PageAddress) async throws(Stopped) {
        let began = enter(.exchange)
        asked = asked ?? began
        var parser = ResponseParser()
        defer { note(parser, of: page) }
        try await tools.exchange(page, over: connection, reading: &parser)
    }

    /// Adds what came of an answer, if that is a whole head at least.
    private mutating func note(_ parser: ResponseParser, of page: PageAddress) {
        guard let head = parser.head else { return }
        let response = HTTPResponse(page: page, status: head.status, location: head.location)
        seen.http = HTTPFacts(
            responses: (seen.http?.responses ?? []) + [response],
            body: String(decoding: parser.body, as: UTF8.self))
    }

    /// The page that the last answer leads on to.
    private var redirect: PageAddress? {
        seen.http?.responses.last.flatMap { subject.next(after: $0) }
    }

    private mutating func enter(_ phase: Phase) -> ContinuousClock.Instant {
        self.phase = phase
        return ContinuousClock.now
    }

    /// Keeps how long a phase took, if that is the first one of its kind.
    private mutating func leave(
        _ timing: WritableKeyPath<PhaseTimings, Duration?>, _ began: ContinuousClock.Instant
    ) {
        if seen.timings[keyPath: timing] == nil {
            seen.timings[keyPath: timing] = ContinuousClock.now - began
        }
    }

    /// TLS may refuse when the handshake seems over: TLS 1.3 tells so where an answer is read (RFC 8446 section
    /// 4.4.2.4).
    private func phase(of failure: PathFailure) -> Phase {
        switch failure {
        case .tlsAlert, .tlsRefused, .tlsVersion, .notTLS, .certificate: .handshake
        case .outOfTime, .nameNotFound, .resolverFailed, .refused, .reset, .networkUnreachable,
            .hostUnreachable, .denied, .closed, .proxyStatus, .proxyMalformed, .httpMalformed, .httpTooLarge,
            .redirectLoop, .local, .system:
            phase
        }
    }
}
