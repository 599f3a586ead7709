import Foundation
import NetworkPath
import TestSupport

@testable import Delivery
@testable import WatchCore

let noon = Date(timeIntervalSince1970: 1_795_000_000)

extension JournalEntry {
    /// An entry whose values hold what formats must not take for their own.
    static func sample(
        remedy: String = "Ask <!channel> & [us](http://evil.test).", target: String = "login.example:443"
    )
        -> JournalEntry
    {
        JournalEntry(
            priority: .error, message: "login.example:443 refused the connection.",
            others: [
                Field("CONNECTOR_EVENT_ID", "1020"), Field("CONNECTOR_STATE", "raised"),
                Field("CONNECTOR_NAME", "hq 01"), Field("CONNECTOR_CHECK", "port login:443"),
                Field("CONNECTOR_TARGET", target), Field("CONNECTOR_NOTIFICATION", "0123456789abcdef"),
                Field("CONNECTOR_REASON", "connection-refused"), Field("CONNECTOR_REMEDY", remedy),
            ])
    }
}

extension DeliveryContent {
    static let sample = notification(.sample(), id: "0123456789abcdef", at: noon)

    static let alert = alerts([
        PushedAlert(
            labels: ["alertname": "ConnectorTest", "check": "port login:443"],
            annotations: ["message": "It \"fails\"\nbadly: ä."], startsAt: noon, endsAt: noon + 60)
    ])
}

extension Receiver {
    static func webhook(
        _ url: String, _ format: WebhookFormat = .json, credential: String? = nil,
        clientCertificate: String? = nil, authorities: String? = nil, proxy: OutboundProxy? = nil
    ) throws -> Receiver {
        guard let address = WebAddress(url) else { throw ProgramFailure("\"\(url)\" is no address.") }
        return Receiver(
            name: CheckName("webhook ops"), kind: .webhook(WebhookSelection(format: format)),
            place: .url(address), credential: credential, clientCertificate: clientCertificate,
            authorities: authorities, proxy: proxy)
    }

    static func alertmanager(_ url: String) throws -> Receiver {
        var receiver = try webhook(url)
        (receiver.name, receiver.kind) = (CheckName("alertmanager \(url)"), .alertmanager)
        return receiver
    }
}

extension Deliverer {
    /// With these credentials.
    init(_ credentials: [String: [UInt8]] = [:]) throws {
        let path = try PathProber(credential: { @Sendable in
            credentials[$0].map(CredentialReading.read) ?? .absent
        })
        self.init(over: path) { @Sendable in credentials[$0].map(CredentialReading.read) ?? .absent }
    }
}
