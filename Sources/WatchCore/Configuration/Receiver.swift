/// Somebody who is told of alerts beside the journal: a member of `[Alertmanager]`, or a `[Webhook NAME]`.
package struct Receiver: Sendable, Equatable {
    /// What it is told, and how.
    package enum Kind: Sendable, Equatable {
        /// Which alerts stand, again and again.
        case alertmanager
        /// Each notification once.
        case webhook(WebhookSelection)
    }

    /// As alerts about it name it: `webhook ops`, `alertmanager alerts.example:9093`.
    package var name: CheckName
    package var kind: Kind
    package var place: Place
    /// The systemd credential with `user:password` or a bearer token, or `nil` for none.
    package var credential: String?
    /// The systemd credential with a certificate and its key in PEM, or `nil` for none.
    package var clientCertificate: String?
    /// A file in PEM with the only roots that its server may be of, or `nil` for the system's.
    package var authorities: String?
    /// What it is reached through, or `nil` if that is direct.
    package var proxy: OutboundProxy?

    /// Where it is.
    package enum Place: Sendable, Equatable {
        case url(WebAddress)
        /// The systemd credential that holds its URL, which is a secret.
        case credential(String)
    }

    package init(
        name: CheckName, kind: Kind, place: Place, credential: String? = nil,
        clientCertificate: String? = nil, authorities: String? = nil, proxy: OutboundProxy? = nil
    ) {
        self.name = name
        self.kind = kind
        self.place = place
        self.credential = credential
        self.clientCertificate = clientCertificate
        self.authorities = authorities
        self.proxy = proxy
    }

    /// Where it is, as alerts show it: without its path, which may be a secret.
    package var shownPlace: String {
        switch place {
        case .url(let address): address.origin
        case .credential(let name): "credential \(name)"
        }
    }
}

/// What a webhook is told of, and in which form.
package struct WebhookSelection: Sendable, Equatable {
    package var format: WebhookFormat
    /// Only these events; empty: all.
    package var events: [AlertEvent]
    /// The least severe priority of a finding that it is told of.
    package var priority: Priority

    package init(
        format: WebhookFormat = .cloudEvents, events: [AlertEvent] = [], priority: Priority = .error
    ) {
        self.format = format
        self.events = events
        self.priority = priority
    }

    /// Whether it is told of a finding.
    package func includes(_ event: AlertEvent, _ priority: Priority) -> Bool {
        priority >= self.priority && (events.isEmpty || events.contains(event))
    }
}

/// What the body of a webhook looks like.
package enum WebhookFormat: String, Sendable, CaseIterable {
    case cloudEvents = "cloudevents"
    case teams
    case slack
    case json
}

/// How a receiver is reached.
package enum ReceiverRoute: String, Sendable, CaseIterable {
    case direct
    case proxy
}
