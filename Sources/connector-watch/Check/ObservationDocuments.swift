internal import FoundationEssentials
internal import WatchCore

/// What a TLS handshake showed.
struct TLSDocument: Encodable {
    var version: String
    var cipher: String
    var signature: String
    /// Those of the server's certificate.
    @OrNull var subject: String?
    @OrNull var issuer: String?
    @OrNull var notAfter: Date?
    var chain: [CertificateDocument]
    @OrNull var root: RootDocument?
    var problems: [ProblemDocument]
    var revocation: [RevocationDocument]

    /// An address that a certificate names for those who check it.
    struct RevocationDocument: Encodable {
        var kind: String
        var url: String
        var depth: Int
        var viaProxy: Bool
        var asked: Date
        @OrNull var failure: String?
        @OrNull var nextUpdate: Date?
        @OrNull var status: String?
    }

    struct RootDocument: Encodable {
        var subject: String
        @OrNull var `public`: Bool?
    }

    struct ProblemDocument: Encodable {
        var text: String
        var depth: Int
    }

    init(_ tls: TLSFacts) {
        version = tls.version
        cipher = tls.cipher
        signature = tls.signature
        subject = tls.chain.first?.subject
        issuer = tls.chain.first?.issuer
        notAfter = tls.chain.first?.notAfter
        chain = tls.chain.map(CertificateDocument.init)
        root = tls.root.map { RootDocument(subject: $0.facts.subject, public: $0.isPublic) }
        problems = tls.problems.map { ProblemDocument(text: $0.text, depth: Int($0.depth)) }
        revocation = tls.revocation.map { source in
            RevocationDocument(
                kind: source.kind.rawValue, url: source.address.text, depth: source.depth,
                viaProxy: source.isProxied, asked: source.asked, failure: source.failure?.text,
                nextUpdate: source.nextUpdate, status: source.status?.text)
        }
    }
}

/// A certificate of a chain.
struct CertificateDocument: Encodable {
    var thumbprint: String
    var subject: String
    var issuer: String
    var notBefore: Date
    var notAfter: Date
    var key: String
    var signatureAlgorithm: String

    init(_ facts: CertificateFacts) {
        thumbprint = facts.thumbprint.text
        subject = facts.subject
        issuer = facts.issuer
        notBefore = facts.notBefore
        notAfter = facts.notAfter
        key = facts.key
        signatureAlgorithm = facts.signatureAlgorithm
    }
}

/// What the trust files showed.
struct TrustDocument: Encodable {
    @OrNull var thumbprint: String?
    @OrNull var inUserStore: Bool?
    var stores: [String]
    @OrNull var certificatesSeen: Int?
    @OrNull var file: String?
    @OrNull var inNamedStore: Bool?
    @OrNull var privateKey: KeyDocument?
    @OrNull var windows: WindowsDocument?
    var copies: [String]
    var orphans: [OrphanDocument]
    @OrNull var notBefore: Date?
    @OrNull var notAfter: Date?
    @OrNull var daysLeft: Int64?
    @OrNull var issuer: String?
    @OrNull var tenant: String?
    @OrNull var connectorId: String?
    @OrNull var key: String?
    @OrNull var signatureAlgorithm: String?
    var problems: [ProblemDocument]

    struct KeyDocument: Encodable {
        var state: String
        @OrNull var file: String?
        /// The permission bits, octal.
        @OrNull var mode: String?
    }

    /// What Windows keeps beside the certificate.
    struct WindowsDocument: Encodable {
        @OrNull var friendlyName: String?
        @OrNull var keyProvider: String?
        var archived: Bool

        init(_ properties: WindowsProperties) {
            friendlyName = properties.friendlyName
            if case .linked(let provider) = properties.key { keyProvider = provider }
            archived = properties.isArchived
        }
    }

    struct OrphanDocument: Encodable {
        var thumbprint: String
        var file: String
        var notAfter: Date
    }

    struct ProblemDocument: Encodable {
        var path: String
        var text: String
    }

    /// Validity is counted from `date`.
    init(_ trust: TrustObservation, at date: Date) {
        if case .read(let settings) = trust.settings {
            thumbprint = settings.thumbprint.text
            inUserStore = settings.isInUserStore
        }
        stores = trust.lookup?.places ?? []
        certificatesSeen = trust.lookup?.certificates
        let found = trust.inUse
        file = found?.file
        inNamedStore = trust.lookup.map { $0.found != nil }
        privateKey = found?.key.map { key in
            KeyDocument(
                state: key.state.name, file: key.file, mode: key.access.map { String($0.mode, radix: 8) })
        }
        windows = found?.windows.map(WindowsDocument.init)
        copies = trust.copies.map(\.file)
        orphans = trust.superseded.map {
            OrphanDocument(thumbprint: $0.facts.thumbprint.text, file: $0.file, notAfter: $0.facts.notAfter)
        }
        let facts = found?.facts
        notBefore = facts?.notBefore
        notAfter = facts?.notAfter
        daysLeft = facts.map { $0.timeLeft(at: date).wholeDays }
        issuer = facts?.issuer
        tenant = facts?.tenant
        connectorId = facts?.connectorID
        key = facts?.key
        signatureAlgorithm = facts?.signatureAlgorithm
        problems = trust.unread.map { ProblemDocument(path: $0.path, text: $0.detail) }
    }
}

/// What was seen of this host itself.
struct HostDocument: Encodable {
    var clock: [ClockDocument]
    var openssl: PolicyDocument

    struct ClockDocument: Encodable {
        var source: String
        var aheadS: Double
    }

    struct PolicyDocument: Encodable {
        var allowsTls12: Bool
        var allowsSha512: Bool
        var detail: String
    }

    init(_ host: HostObservation) {
        clock = host.readings.map { ClockDocument(source: $0.source, aheadS: $0.offset / .seconds(1)) }
        openssl = PolicyDocument(
            allowsTls12: host.policy.allowsTLS12, allowsSha512: host.policy.allowsSHA512,
            detail: host.policy.detail)
    }
}
