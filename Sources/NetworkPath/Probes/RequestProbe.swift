internal import COpenSSL
package import FoundationEssentials
package import WatchCore

/// What came of a request.
package struct RequestOutcome: Sendable {
    /// The path, without an answer in it.
    package var path: PathObservation
    /// `nil` where the path ends before it, or nothing was sent.
    package var answer: PageAnswer?
}

/// The answer to a request, as far as it is read.
package struct PageAnswer: Sendable {
    package var status: Int
    /// The media type in lower case, without its parameters, or `nil` if there is none.
    package var contentType: String?
    /// The value of `Retry-After`: seconds, or a date.
    package var retryAfter: String?
    /// Where a redirect leads to.
    package var location: String?
    /// The server's time.
    package var date: Date?
    package var body: SecretBytes
    /// Whether the body is longer than the limit.
    package var isBodyCut: Bool
}

/// One request over a path that nobody reads along, and its answer.
///
/// Nothing is sent unless the certificate is good and its chain ends in a root that the distribution ships: one that was
/// added on this host is that of a device that inspects TLS, which would read what is sent. Where no list of those roots is
/// on this host, every trusted one counts.
struct RequestProbe: PathProbe {
    let request: PageRequest
    /// The proxy, or `nil` to connect directly.
    let proxy: OutboundProxy?
    /// The most bytes of the body that are read.
    let limit: Int

    func run(with context: ProbeContext) async -> RequestOutcome {
        defer { request.bytes.overwrite() }
        var recorder = PathRecorder(through: proxy, with: context)
        var answer: PageAnswer?
        do {
            answer = try await ask(&recorder)
        } catch {
            recorder.stop(error.failure)
        }
        return RequestOutcome(path: recorder.seen, answer: answer)
    }

    private func ask(_ recorder: inout PathRecorder) async throws(PhaseError) -> PageAnswer {
        let page = request.page
        let socket = try await recorder.open(to: page.host, page.port, .any)
        let connection = try await recorder.handshake(over: socket, with: page.host, offering: .control)
        try recorder.requireGoodCertificate()
        if recorder.seen.tls?.root?.isPublic == false { throw PhaseError(.certificate) }
        openssl_cleanse_plaintext(connection.ssl)
        let began = recorder.enter(.exchange)
        defer { recorder.note(\.exchange, since: began) }
        var parser = ResponseParser(limit: limit, isReserved: true)
        try await recorder.context.exchange(request.bytes, over: connection, reading: &parser)
        guard let head = parser.head else { throw PhaseError(.closed) }
        guard let body = parser.takeContent() else {
            throw PhaseError(
                .httpMalformed(
                    "the body cannot be decompressed (\(quoted(head.codings.joined(separator: ", "))))"))
        }
        return PageAnswer(
            status: head.status, contentType: head.mediaType, retryAfter: head.retryAfter,
            location: head.location, date: head.date.flatMap { Date(httpDate: $0) }, body: body.plain,
            isBodyCut: body.isCut)
    }
}

extension PathProber {
    /// Sends a request, and reads its answer.
    ///
    /// - Parameters:
    ///   - request: what is asked.
    ///   - proxy: the proxy, or `nil` to connect directly.
    ///   - limit: the most bytes of the answer's body.
    ///   - time: how long it may take, or `nil` if whoever starts it cancels its task when the time is up.
    /// - Returns: the answer, or where the path ended.
    package func send(
        _ request: PageRequest, through proxy: OutboundProxy?, limit: Int, within time: Duration? = nil
    ) async -> RequestOutcome {
        await admit(RequestProbe(request: request, proxy: proxy, limit: limit), within: time)
    }
}
