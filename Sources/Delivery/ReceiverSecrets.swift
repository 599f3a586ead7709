internal import FoundationEssentials
internal import WatchCore

/// What a receiver is shown and nobody else is: read for one request, and never written anywhere.
struct ReceiverSecrets {
    /// Why there is none, as the end of a sentence about the receiver.
    struct Missing: Error {
        let clause: String
    }

    /// Fields of the head.
    private(set) var fields: [String] = []
    /// A certificate and its key in PEM.
    private(set) var identity: [UInt8]?
    private var url: WebAddress?
    /// What is taken out of everything that is told.
    private var hidden: [String] = []

    init(
        of receiver: Receiver, _ credential: (String) -> CredentialReading
    ) throws(Missing) {
        if let name = receiver.credential {
            let text = try Self.line(name, credential)
            let isBasic = text.contains(":")
            let value = isBasic ? Data(text.utf8).base64EncodedString() : text
            fields.append("Authorization: \(isBasic ? "Basic" : "Bearer") \(value)")
            hidden += [text, value] + text.split(separator: ":", maxSplits: 1).dropFirst().map(String.init)
        }
        if let name = receiver.clientCertificate { identity = try Self.bytes(name, credential) }
        switch receiver.place {
        case .url(let address): hide(address)
        case .credential(let name):
            guard let address = WebAddress(try Self.line(name, credential)), address.isEncrypted else {
                throw Missing(clause: "cannot be asked, as the credential \"\(name)\" holds no https URL")
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
        hidden.reduce(text) { $0.replacing($1, with: "…") }
    }

    /// The path of a webhook is often its only secret.
    private mutating func hide(_ address: WebAddress) {
        if address.target.utf8.count > 8 { hidden.append(address.target) }
    }

    private static func bytes(
        _ name: String, _ credential: (String) -> CredentialReading
    ) throws(Missing) -> [UInt8] {
        switch credential(name) {
        case .read(let bytes): return bytes
        case .absent:
            throw Missing(
                clause: "cannot be asked, as the credential \"\(name)\" was not given to this process")
        case .failed(let sentence): throw Missing(clause: "cannot be asked: \(sentence)")
        }
    }

    /// One line of printable ASCII: anything else would end the head of a request, or be no secret at all.
    private static func line(
        _ name: String, _ credential: (String) -> CredentialReading
    ) throws(Missing) -> String {
        let bytes = try bytes(name, credential)
        guard !bytes.isEmpty, bytes.allSatisfy({ (0x20...0x7e).contains($0) || $0 >= 0x80 }),
            let text = String(validating: bytes, as: UTF8.self)
        else {
            throw Missing(clause: "cannot be asked, as the credential \"\(name)\" is not one line of text")
        }
        return text
    }
}

extension WebAddress {
    /// Where a member of an Alertmanager takes alerts: below the path that it is served under.
    fileprivate var ofAlerts: WebAddress {
        let base = text.hasSuffix("/") ? String(text.dropLast()) : text
        return WebAddress(base + "/api/v2/alerts") ?? self
    }
}
