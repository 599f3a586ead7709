internal import WatchCore

/// The probe a page: down to its exchange, and the same again for each redirect that is followed.
///
/// Addresses, timings, tunnel and TLS facts are those of the path to the page asked for; only where a later page stops
/// the probe, addresses, tunnel and TLS facts are those of the path that stopped. The timing of the exchange runs from
/// the first request to the end of the probe.
struct LoginProbe: PathProbe {
    let target: LoginTarget
    /// `nil` if it goes directly.
    let proxy: OutboundProxy?

    /// Redirects that are followed.
    static let redirectLimit = 5

    func run(with tools: ProbeContext) async -> PathObservation {
        var visit = PageVisit(target, PathRecorder(through: proxy, with: tools))
        return await visit.run()
    }
}

/// The pages of one probe, one after the other.
private struct PageVisit {
    private let target: LoginTarget
    private var recorder: PathRecorder
    /// When the first request was sent.
    private var asked: ContinuousClock.Instant?

    init(_ target: LoginTarget, _ recorder: PathRecorder) {
        self.target = target
        self.recorder = recorder
    }

    mutating func run() async -> PathObservation {
        var pages = [target.page]
        do throws(PhaseError) {
            try await fetch(target.page)
            let first = recorder.seen
            while let next = redirect {
                if pages.contains(next) || pages.count > LoginProbe.redirectLimit {
                    throw PhaseError(.redirectLoop(count: pages.count))
                }
                pages.append(next)
                recorder.turn()
                try await fetch(next)
            }
            recorder.seen.showRoute(of: first)
        } catch {
            recorder.stop(error.failure)
        }
        recorder.seen.timings.exchange = asked.map { ContinuousClock.now - $0 }
        return recorder.seen
    }

    /// Goes through all phases to one page.
    private mutating func fetch(_ page: PageAddress) async throws(PhaseError) {
        let socket = try await recorder.open(to: page.host, page.port, target.family)
        let connection = try await recorder.handshake(over: socket, with: page.host, offering: .control)
        try recorder.requireGoodCertificate()
        let began = recorder.enter(.exchange)
        asked = asked ?? began
        var parser = ResponseParser()
        defer { note(parser, of: page) }
        try await recorder.tools.exchange(page, over: connection, reading: &parser)
    }

    /// Adds what came of an answer, if that is a whole head at least.
    private mutating func note(_ parser: ResponseParser, of page: PageAddress) {
        guard let head = parser.head else { return }
        let response = HTTPResponse(page: page, status: head.status, location: head.location)
        recorder.seen.http = HTTPFacts(
            responses: (recorder.seen.http?.responses ?? []) + [response],
            body: String(decoding: parser.body, as: UTF8.self), isBodyCut: parser.isBodyCut)
    }

    /// The page that the last answer leads on to.
    private var redirect: PageAddress? {
        recorder.seen.http?.responses.last.flatMap { target.next(after: $0) }
    }
}

extension PathObservation {
    /// Shows the path that `other` went down to its exchange.
    fileprivate mutating func showRoute(of other: PathObservation) {
        (addresses, address) = (other.addresses, other.address)
        (tunnel, tls) = (other.tunnel, other.tls)
    }
}
