internal import FoundationEssentials
internal import WatchCore

/// What a receiver is shown and nobody else is: read for one request, and never written anywhere.
struct ReceiverSecrets {
    /// Fields of the head.
    private(set) var fields: [String] = []
    /// A certificate and its key in PEM.
    private(set) var identity: [UInt8]?
    private var url: WebAddress?
    /// What is taken out of everything that is told.
    private var hidden: [String] = []

    init(
        of receiver: Receiver, _ credential: (String) -> CredentialReading
    ) throws(CredentialError) {
        if let name = receiver.credential {
            let text = try credential(name).line(of: name)
            let isBasic = text.contains(":")
            let value = isBasic ? Data(text.utf8).base64EncodedString() : text
            fields.append("Authorization: \(isBasic ? "Basic" : "Bearer") \(value)")
            hidden += [text, value] + text.split(separator: ":", maxSplits: 1).dropFirst().map(String.init)
        }
        if let name = receiver.clientCertificate { identity = try credential(name).bytes(of: name) }
        switch receiver.place {
        case .url(let address): hide(address)
        case .credential(let name):
            guard let address = WebAddress(try credential(name).line(of: name)), address.isEncrypted else {
                throw .unfit("the credential \"\(name)\" holds no https URL")
            }
            url = address
            hide(address)
        }
    }

    /// Where it is asked.
    func address(for receiver: Receiver) -> WebAddress {
        switch (receiver.place, url) {
        case (_, let url?): url
        case (.url(let address), nil): receiver.kind == .alertmanager ? address.ofAlerts : address
        // `init` has read it.
        case (.credential, nil): preconditionFailure("The URL of \(receiver.name.text) was not read.")
        }
    }

    /// A text without anything secret.
    func removed(from text: String) -> String {
        // The longest first: one may be part of another.
        hidden.filter { !$0.isEmpty }.sorted { $0.utf8.count > $1.utf8.count }
            .reduce(text) { $0.replacing($1, with: "…") }
    }

    /// The path of a webhook is often its only secret, and whoever answers may repeat a part of it, or spell it otherwise.
    private mutating func hide(_ address: WebAddress) {
        if address.target.utf8.count > 8 { hidden.append(address.target) }
        let parts = address.target.split { "/?&=;".contains($0) }.map(String.init)
        hidden += parts.filter(\.mayBeToken)
    }
}

extension String {
    /// Whether it is rather a token than a word.
    fileprivate var mayBeToken: Bool {
        let isMixed = utf8.contains { (0x30...0x39).contains($0) || (0x41...0x5a).contains($0) }
        return utf8.count > 15 || utf8.count > 4 && isMixed
    }
}

extension CredentialError {
    /// The end of a sentence about a receiver.
    var receiverClause: String {
        switch self {
        case .unfit(let clause): "cannot be asked, as \(clause)"
        case .unreadable(let sentence): "cannot be asked: \(sentence)"
        }
    }
}

extension WebAddress {
    /// Where a member of an Alertmanager takes alerts: below the path that it is served under.
    fileprivate var ofAlerts: WebAddress {
        let base = text.hasSuffix("/") ? String(text.dropLast()) : text
        return WebAddress(base + "/api/v2/alerts") ?? self
    }
}
