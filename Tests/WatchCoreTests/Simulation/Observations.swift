import Foundation

@testable import WatchCore

extension CertificateFacts {
    static func sample(
        _ thumbprint: Thumbprint = WatchCoreTests.thumbprint("A"), tenant: String? = WatchCoreTests.tenant,
        issuer: String? = expectedIssuer, notBefore: Date = start.date.addingTimeInterval(-86_400),
        notAfter: Date = start.date.addingTimeInterval(180 * 86_400)
    ) -> CertificateFacts {
        CertificateFacts(
            thumbprint: thumbprint, subject: tenant.map { "CN=\($0)" } ?? "O=nobody",
            issuer: issuer.map { "CN=\($0)" } ?? "O=nobody", subjectCommonName: tenant,
            issuerCommonName: issuer, notBefore: notBefore, notAfter: notAfter,
            signatureAlgorithm: "sha512WithRSAEncryption", key: "RSA 2048", allowsClientAuthentication: true,
            connectorID: "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee")
    }
}

extension StoreLookup {
    static func sample(
        found facts: CertificateFacts? = nil, problems: [StoreProblem] = [], isUnfinished: Bool = false
    ) -> StoreLookup {
        StoreLookup(
            places: ["/trust/machine"], certificates: facts == nil ? 2 : 3,
            found: facts.map { FoundCertificate(facts: $0, file: "/trust/machine/\($0.thumbprint).pfx") },
            problems: problems, isUnfinished: isUnfinished)
    }
}

extension TrustObservation {
    /// The settings name `facts`, and the store holds it.
    static func healthy(_ facts: CertificateFacts = .sample(), isInUserStore: Bool = false)
        -> TrustObservation
    {
        TrustObservation(
            settings: .read(TrustSettings(thumbprint: facts.thumbprint, isInUserStore: isInUserStore)),
            lookup: .sample(found: facts))
    }

    /// The settings name a certificate that `lookup` tells about.
    static func naming(
        _ lookup: StoreLookup, thumbprint: Thumbprint = WatchCoreTests.thumbprint("A"),
        isInUserStore: Bool = false
    ) -> TrustObservation {
        TrustObservation(
            settings: .read(TrustSettings(thumbprint: thumbprint, isInUserStore: isInUserStore)),
            lookup: lookup)
    }

    static let truncated = TrustObservation(settings: .malformed(.truncated, line: 3, column: 1))
}

extension PathObservation {
    /// It stopped in `phase`; from connect on one address was tried.
    static func stopped(_ phase: NetworkPhase, _ failure: PathFailure) -> PathObservation {
        var path = PathObservation()
        path.timings.resolve = phase == .resolve ? .seconds(10) : .milliseconds(2)
        path.stop = PathStop(phase, failure)
        guard phase != .resolve else { return path }
        path.timings.connect = .milliseconds(30)
        path.addresses = [
            AddressAttempt(
                address: "192.0.2.1", duration: .milliseconds(30),
                failure: phase == .connect ? failure : nil)
        ]
        path.address = phase == .connect ? nil : "192.0.2.1"
        return path
    }

    /// It connected to the addresses that have no failure.
    static func connected(_ addresses: [(String, PathFailure?)] = [("192.0.2.1", nil)]) -> PathObservation {
        var path = PathObservation()
        path.timings.resolve = .milliseconds(2)
        path.timings.connect = .milliseconds(30)
        path.addresses = addresses.map { address, failure in
            AddressAttempt(address: address, duration: .milliseconds(30), failure: failure)
        }
        path.address = addresses.first { $0.1 == nil }?.0
        return path
    }

    /// It went down to a handshake in which all is well.
    static func shaken(_ version: String = "TLSv1.3") -> PathObservation {
        var path = connected()
        path.timings.handshake = .milliseconds(40)
        path.tls = TLSFacts(
            version: version, cipher: "ECDHE-RSA-AES256-GCM-SHA384", signature: "rsa_pss_rsae_sha256",
            group: "x25519", chain: [.sample()], root: RootFacts(facts: .sample(), isPublic: true))
        return path
    }

    /// It went all the way down to these answers: page, status and `Location` each.
    static func answered(_ answers: [(String, Int, String?)], body: String = "") -> PathObservation {
        var path = connected()
        path.timings.handshake = .milliseconds(40)
        path.timings.exchange = .milliseconds(50)
        path.tls = TLSFacts(version: "TLSv1.3", cipher: "TLS_AES_256_GCM_SHA384", signature: "ed25519")
        path.http = HTTPFacts(
            responses: answers.map { page, status, location in
                HTTPResponse(page: WatchCoreTests.page(page), status: status, location: location)
            }, body: body)
        return path
    }

    /// The handshake was refused for the certificate presented.
    static func refused(
        _ problem: CertificateProblem?, chain: [CertificateFacts] = [.sample()]
    ) -> PathObservation {
        var path = stopped(.handshake, .certificate)
        path.tls = TLSFacts(version: "TLSv1.3", chain: chain, problems: problem.map { [$0] } ?? [])
        return path
    }
}

extension Observation {
    /// What the direct route alone showed.
    static func port(direct path: PathObservation) -> Observation { .port(ByRoute(direct: path)) }
    static func login(direct path: PathObservation) -> Observation { .login(ByRoute(direct: path)) }
}

extension Verdict {
    /// The events that were judged, on whichever route.
    var judgedEvents: Set<AlertEvent> { Set(judged.map(\.event)) }
}
