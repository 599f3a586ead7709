/// The host, port and text by which messages name a network target.
struct Endpoint {
    var host: String
    var port: UInt16
    var text: String

    var hostAndPort: String { WatchCore.hostAndPort(host, port) }
}

extension PathObservation {
    /// The fields that every network alert carries as far as the probe came.
    var details: [JournalField: String] {
        var details: [JournalField: String] = [:]
        details[.address] =
            address ?? (addresses.isEmpty ? nil : addresses.map(\.address).joined(separator: " "))
        details[.resolveMilliseconds] = timings.resolve?.millisecondsText
        details[.connectMilliseconds] = timings.connect?.millisecondsText
        details[.tunnelMilliseconds] = timings.tunnel?.millisecondsText
        details[.handshakeMilliseconds] = timings.handshake?.millisecondsText
        details[.exchangeMilliseconds] = timings.exchange?.millisecondsText
        if let tls {
            details[.tlsVersion] = tls.version.isEmpty ? nil : tls.version
            details[.tlsCipher] = tls.cipher.isEmpty ? nil : tls.cipher
            details[.tlsSignature] = tls.signature.isEmpty ? nil : tls.signature
        }
        return details
    }

    /// Every address with what happened there, or the failure alone where none was tried.
    func triedAddresses(or stop: PathStop, limit: Duration) -> String {
        addresses.isEmpty
            ? "it " + stop.failure.text(limit: limit)
            : addresses.map { $0.text(limit: limit) }.joined(separator: ", ")
    }
}

extension AddressAttempt {
    var isIPv6: Bool { address.contains(":") }

    func text(limit: Duration) -> String {
        guard let failure else { return "\(address) connected in \(duration.text)" }
        return failure == .outOfTime
            ? "\(address) \(failure.text(limit: limit))"
            : "\(address) \(failure.text(limit: limit)) after \(duration.text)"
    }
}

/// `text` in quotes, at most 200 characters of it.
func quoted(_ text: String) -> String {
    "\"" + (text.count > 200 ? text.prefix(200) + "…" : text) + "\""
}
