internal import Certificates
internal import WatchCore

extension PathProber {
    /// The most addresses that are asked about one chain.
    private static let sourceLimit = 24
    /// How many missing certificates of one chain are fetched.
    private static let climbLimit = 4

    /// Asks what the certificates of a server name for those who check them.
    ///
    /// A chain that lacks an issuer is completed by what is fetched, if that leads to a root of this host. The others are
    /// asked only for a chain that does: what any other certificate names is anybody's word.
    ///
    /// - Returns: the facts of the handshake with what was found.
    func checkRevocation(
        of seen: HandshakeProbe.Seen, _ target: TLSTarget, through proxy: OutboundProxy?, at now: Timestamp
    ) async -> TLSFacts? {
        guard var tls = seen.path.tls, let served = seen.served, !Task.isCancelled else {
            return seen.path.tls
        }
        let own = proxy == nil ? seen.path.address : nil
        let question = Question(
            family: target.family, scope: AddressScope(of: own ?? target.host), now: now,
            proxies: proxy == nil ? [nil] : target.routes.isDirect ? [proxy] : [nil, proxy])
        switch served {
        case .good(let sources): tls.revocation = await ask(sources, question).map(\.source)
        case .other(let sent, let verified):
            await check(
                &tls, sent.compactMap(Certificate.init(der:)), verified.compactMap(Certificate.init(der:)),
                question)
        }
        return tls
    }

    /// Completes the chain, and asks about the one that this comes to.
    private func check(
        _ tls: inout TLSFacts, _ sent: [Certificate], _ verified: [Certificate], _ question: Question
    ) async {
        if tls.problems.allSatisfy({ $0.kind.isIssuerMissing && $0.gap == nil }) {
            await complete(&tls, sent, question)
        }
        guard tls.problems.allSatisfy({ $0.gap != nil }) else { return }
        let missing = tls.problems.lazy.compactMap(\.gap).first { !$0.isSent }?.subject
        let sources = NamedSource.all(
            of: sent, issuers: sent + verified + self.tls.authorities.candidates, missing: missing,
            facts: \.facts)
        tls.revocation = await ask(sources, question).map(\.source)
    }

    /// What all addresses of one probe have in common.
    private struct Question: Sendable {
        let family: AddressFamily
        let scope: AddressScope
        let now: Timestamp
        let proxies: [OutboundProxy?]
    }

    /// Asks side by side; the answers are in the order of the sources.
    private func ask(_ sources: [NamedSource], _ question: Question) async -> [RevocationProbe.Seen] {
        await withTaskGroup(of: (Int, RevocationProbe.Seen).self) { group in
            let probes = question.proxies.flatMap { proxy in
                sources.prefix(Self.sourceLimit).map { source in
                    RevocationProbe(
                        source: source, proxy: proxy, family: question.family, scope: question.scope,
                        now: question.now)
                }
            }
            for (index, probe) in probes.enumerated() {
                group.addTask { (index, await self.admit(probe)) }
            }
            var answers: [Int: RevocationProbe.Seen] = [:]
            for await (index, answer) in group { answers[index] = answer }
            return probes.indices.compactMap { answers[$0] }
        }
    }

    /// Fetches the issuers that a chain lacks, from the last certificate up.
    private func complete(_ tls: inout TLSFacts, _ sent: [Certificate], _ question: Question) async {
        guard let leaf = sent.first, let store = self.tls.store,
            let index = tls.problems.firstIndex(where: \.kind.isIssuerMissing)
        else { return }
        let authorities = self.tls.authorities
        var fetched: [Certificate] = []
        var top = leaf.top(of: sent)
        let first = top
        for _ in 0..<Self.climbLimit where !top.isSelfIssued {
            let depth = sent.firstIndex { $0.isSame(as: top.x509) } ?? sent.count
            let sources = NamedSource.all(
                [.issuer], of: top, top.facts, at: depth, issuers: [], isIssuerNeeded: true)
            let answers = await ask(sources, question)
            tls.revocation += answers.map(\.source)
            let new = answers.flatMap(\.issuers).compactMap(Certificate.init(der:)).filter { one in
                !(sent + fetched).contains { $0.isSame(as: one.x509) }
            }
            guard !new.isEmpty else { break }
            fetched += new
            var search = ChainSearch(sent: sent, others: authorities.candidates + fetched, in: store)
            if let gap = search.gap() {
                for certificate in fetched where !certificate.isSelfIssued {
                    authorities.remember(certificate)
                }
                return tls.complete(at: index, with: gap, self.tls.publicRoots)
            }
            top = top.top(of: fetched)
        }
        if !first.mayBePublic(by: tls.revocation) { tls.problems[index].kind = .unknownIssuer }
    }
}

extension Certificate {
    /// The last of the path that begins here, over these.
    fileprivate func top(of others: [Certificate]) -> Certificate {
        var path = [self]
        while let last = path.last,
            let next = others.first(where: { one in
                one.mayHaveIssued(last) && !path.contains { $0.isSame(as: one.x509) }
            })
        {
            path.append(next)
        }
        return path.last ?? self
    }

    /// Whether a chain that ends here, and that what was fetched does not complete, may be one of a public authority that
    /// this host does not know yet; else whoever made it is somebody on the path, or of the site.
    ///
    /// Nobody else has a certificate of its own at an address where a public authority publishes. Where nothing could be
    /// fetched, the address itself must look like one of those.
    fileprivate func mayBePublic(by answers: [RevocationSource]) -> Bool {
        let own = answers.filter { $0.certificate?.thumbprint == thumbprint }
        guard !own.isEmpty, !own.contains(where: { $0.failure == .otherIssuer }) else { return false }
        if own.contains(where: { $0.failure == nil }) {
            return own.allSatisfy { $0.failure != nil || $0.address.isOfPublicAuthority }
        }
        let isInside = own.contains { if case .notAsked = $0.failure { true } else { false } }
        return !isInside && issuerPlaces.arePublic
    }
}

extension PlainAddress {
    /// Whether it is a place of the vendor's list, where authorities publish.
    fileprivate var isOfPublicAuthority: Bool {
        [Cloud.public, .usGovernment].contains { cloud in
            let purpose = cloud.purpose(of: host, port: 80)
            return purpose == .revocation || purpose == .updates
        }
    }
}
