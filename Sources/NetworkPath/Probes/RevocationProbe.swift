internal import FoundationEssentials
internal import WatchCore

/// Asks one address that a certificate names for those who check it, unless that was done a short while ago.
struct RevocationProbe: PathProbe {
    let source: NamedSource
    /// The proxy, or `nil` to connect directly.
    let proxy: OutboundProxy?
    let family: AddressFamily
    /// How far inside an address may be.
    let scope: AddressScope
    let now: Timestamp

    /// What came of it, and the issuer's certificates that it gave, in DER, where they are needed.
    struct Seen: Sendable {
        var source: RevocationSource
        var issuers: [[UInt8]] = []
    }

    /// The most redirects that are followed, and the most bytes that are read.
    static let redirectLimit = 3
    static let bodyLimit = 20 << 20
    /// More bytes than this are not fetched again soon.
    private static let largeSize = 64 << 10

    func run(with context: ProbeContext) async -> Seen {
        let key = RevocationMemory.Key(address: source.request, proxy: proxy)
        do {
            try await context.revocation.seize(key, context.waiter)
        } catch {
            return seen(failing: .path(PathStop(.exchange, error.failure), after: .zero))
        }
        defer { context.revocation.release(key) }
        switch context.revocation.plan(key, about: source.id, at: now) {
        case .recall(let record): return seen(record)
        case .ask(let validators):
            var answer = await ask(source.request, "GET", validators, with: context)
            // RFC 5019 section 5: who takes no GET takes a POST.
            if source.kind == .responder, case .status(400...599) = answer {
                answer = await ask(source.address, "POST", Validators(), with: context)
            }
            return take(answer, of: key, context.revocation)
        }
    }

    private func take(
        _ answer: Answer, of key: RevocationMemory.Key, _ memory: RevocationMemory
    ) -> Seen {
        var outcome = RevocationMemory.Outcome()
        switch answer {
        case .unchanged(let head):
            let freshness = head.freshness.duration(at: now.date)
            if let record = memory.confirm(key, freshness: freshness, at: now) { return seen(record) }
            outcome.failure = .status(304)
        case .body(let bytes, let head):
            outcome = RevocationContent(
                source: source, date: now.date, others: memory.certificates(at: key)
            ).read(bytes)
            outcome.isLarge = bytes.count > Self.largeSize
            outcome.validators = head.validators
            outcome.freshness = head.freshness.duration(at: now.date)
        case .tooLarge:
            outcome.failure = .content("more than \(Self.bodyLimit >> 20) MB")
            outcome.isLarge = true
        case .status(let status): outcome.failure = .status(status)
        case .elsewhere(let location): outcome.failure = .content("a redirect to \(location)")
        case .undecoded: outcome.failure = .content("a compressed answer that cannot be read")
        case .failed(let failure): outcome.failure = failure
        }
        return seen(memory.take(outcome, of: key, at: now))
    }

    private func seen(_ record: RevocationMemory.Record) -> Seen {
        var seen = seen(failing: record.outcome.failure)
        seen.source.asked = record.asked.date
        seen.source.nextUpdate = source.kind == .issuer ? nil : record.outcome.nextUpdate
        seen.source.status = source.kind == .issuer ? nil : record.outcome.statuses[source.id]
        seen.issuers = record.outcome.issuers
        return seen
    }

    private func seen(failing failure: RevocationSource.Failure?) -> Seen {
        var seen = Seen(
            source: RevocationSource(
                source.kind, source.address, depth: source.depth, certificate: source.facts, asked: now.date,
                failure: failure))
        seen.source.isNeeded = source.isNeeded
        seen.source.isProxied = proxy != nil
        return seen
    }
}

// MARK: - HTTP

extension RevocationProbe {
    private enum Answer {
        case body([UInt8], ResponseHead)
        case unchanged(ResponseHead)
        case status(Int)
        case elsewhere(String)
        case tooLarge
        case undecoded
        case failed(RevocationSource.Failure)
    }

    private func ask(
        _ first: PlainAddress, _ method: String, _ validators: Validators, with context: ProbeContext
    ) async -> Answer {
        let began = ContinuousClock.now
        var recorder = PathRecorder(through: proxy, with: context)
        var address = first
        var isLarge = false
        defer { if isLarge { context.revocation.endLarge() } }
        do throws(PhaseError) {
            for _ in 0...Self.redirectLimit {
                guard let socket = try await connect(to: address, &recorder) else {
                    return .failed(
                        .notAsked("the certificate names an address that only this network reaches"))
                }
                _ = recorder.enter(.exchange)
                var parser = ResponseParser(limit: Self.bodyLimit)
                try await context.exchange(
                    wholeRequest(for: address, method, validators), over: socket, reading: &parser
                ) { count throws(PhaseError) in
                    guard count > Self.largeSize, !isLarge else { return }
                    try await context.revocation.beginLarge(context.waiter)
                    isLarge = true
                }
                guard let head = parser.head, [301, 302, 303, 307, 308].contains(head.status) else {
                    return self.answer(parser)
                }
                let location = head.location ?? ""
                guard let next = address.following(location: location) else {
                    return .elsewhere(String(location.prefix(200)))
                }
                recorder = PathRecorder(through: proxy, with: context)
                address = next
            }
            _ = recorder.enter(.exchange)
            throw PhaseError(.redirectLoop(count: Self.redirectLimit))
        } catch {
            recorder.stop(error.failure)
            let stop = recorder.seen.stop ?? PathStop(.exchange, error.failure)
            return .failed(.path(stop, after: ContinuousClock.now - began))
        }
    }

    /// - Returns: `nil` for an address that must not be asked.
    private func connect(
        to address: PlainAddress, _ recorder: inout PathRecorder
    ) async throws(PhaseError) -> Socket? {
        guard address.hasSanePort else { return nil }
        guard proxy == nil else {
            guard address.isAllowedThroughProxy(within: scope) else { return nil }
            return try await recorder.open(to: address.host, address.port, family)
        }
        let addresses = try await recorder.addresses(of: address.host, family)
            .filter { AddressScope($0) <= scope }
        guard !addresses.isEmpty else { return nil }
        return try await recorder.connect(
            to: addresses, address.port, as: .connect, until: .firstConnection)
    }

    private func wholeRequest(
        for address: PlainAddress, _ method: String, _ validators: Validators
    ) -> [UInt8] {
        let host = address.port == 80 ? bracketed(address.host) : hostAndPort(address.host, address.port)
        var fields = ["Accept: */*", "Connection: close"] + validators.fields
        let body = method == "POST" ? source.question : []
        if method == "POST" {
            fields += ["Content-Type: application/ocsp-request", "Content-Length: \(body.count)"]
        }
        return request(method, address.target, host, fields, body)
    }

    private func answer(_ parser: ResponseParser) -> Answer {
        guard let head = parser.head else { return .failed(.content("nothing")) }
        if head.status == 304 { return .unchanged(head) }
        guard head.status == 200 else { return .status(head.status) }
        guard let content = parser.content else { return .undecoded }
        return content.isCut ? .tooLarge : .body(content.plain, head)
    }
}
