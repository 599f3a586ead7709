internal import WatchCore

/// The probe of a page: all phases, and again for each redirect that is followed.
///
/// Addresses, timings, tunnel and TLS facts are those of the first page; if a later page stops the probe, addresses,
/// tunnel and TLS facts are those of that page. The timing of the exchange runs from the first request to the end of
/// the probe.
struct LoginProbe: PathProbe {
    let target: LoginTarget
    /// The proxy, or `nil` to connect directly.
    let proxy: OutboundProxy?

    /// The most redirects that are followed.
    static let redirectLimit = 5

    func run(with context: ProbeContext) async -> PathObservation {
        var visit = PageVisit(target, PathRecorder(through: proxy, with: context))
        return await visit.run()
    }
}

/// Visits a page and those that it redirects to.
private struct PageVisit {
    private let target: LoginTarget
    private var recorder: PathRecorder
    /// The time of the first request.
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

    /// Goes through all phases for one page.
    private mutating func fetch(_ page: PageAddress) async throws(PhaseError) {
        let socket = try await recorder.open(to: page.host, page.port, target.family)
        let connection: TLSConnection
        do {
            connection = try await recorder.handshake(over: socket, with: page.host, offering: .control)
        } catch {
            let isTurnedAway = recorder.isCertificateDemanded && error.failure.isTurningAway
            throw isTurnedAway ? PhaseError(.clientCertificate) : error
        }
        try recorder.requireGoodCertificate()
        let began = recorder.enter(.exchange)
        asked = asked ?? began
        var parser = ResponseParser()
        defer { note(parser, of: page) }
        do {
            try await recorder.context.exchange(page, over: connection, reading: &parser)
        } catch {
            let isTurnedAway =
                connection.notes.isCertificateDemanded && parser.head == nil && error.failure.isTurningAway
            throw isTurnedAway ? PhaseError(.clientCertificate) : error
        }
        // Some say it in HTTP alone: nginx, whose 400 may stand for 495 and 496, and what is like it.
        if connection.notes.isCertificateDemanded, let status = parser.head?.status,
            [400, 495, 496].contains(status), !target.expectStatus.contains(status)
        {
            throw PhaseError(.clientCertificate)
        }
    }

    /// Adds an answer, if at least its head is complete.
    private mutating func note(_ parser: ResponseParser, of page: PageAddress) {
        guard let head = parser.head else { return }
        let response = HTTPResponse(
            page: page, status: head.status, location: head.location, proxyError: head.proxyError)
        let content = parser.page
        recorder.seen.http = HTTPFacts(
            responses: (recorder.seen.http?.responses ?? []) + [response],
            body: content.text, isBodyCut: content.isCut, coding: content.coding)
    }

    /// The page that the last answer redirects to.
    private var redirect: PageAddress? {
        recorder.seen.http?.responses.last.flatMap { target.next(after: $0) }
    }
}

extension PathObservation {
    /// Shows the addresses, tunnel and TLS facts of another observation.
    fileprivate mutating func showRoute(of other: PathObservation) {
        (addresses, address) = (other.addresses, other.address)
        (tunnel, tls) = (other.tunnel, other.tls)
    }
}
