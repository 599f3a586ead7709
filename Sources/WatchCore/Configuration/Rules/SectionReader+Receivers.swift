/// How a receiver is addressed, and what it is shown.
private struct ReceiverCommon {
    var credential: String?
    var clientCertificate: String?
    var authorities: String?
    var proxy: OutboundProxy?
}

extension SectionReader {
    /// `[Alertmanager]`: one receiver for each of its members; empty if there is none, or a key was refused.
    mutating func alertmanager(_ inherited: ProxyReading) -> [Receiver] {
        let urls = read(AlertmanagerKeys.url)
        let route = read(AlertmanagerKeys.route)
        let common = receiver(route?.value, inherited)
        guard let urls, let common else { return [] }
        if urls.value.isEmpty { warnOfNobody(common) }
        for url in urls.value where url.target.contains("?") {
            problems.error(
                at: span(of: AlertmanagerKeys.url.row.name),
                "URL= of [Alertmanager] is \"\(url.text.clippedForMessage)\"; expected the address of a member without a query."
            )
            return []
        }
        guard isFit(common, urls.value.map { .url($0) }) else { return [] }
        return urls.value.map { url in
            let path = url.target == "/" ? "" : url.target
            return make(
                CheckName("alertmanager \(hostAndPort(url.host, url.port))\(path)"), .alertmanager, .url(url),
                common)
        }
    }

    /// `[Webhook NAME]`, or `nil` if it is disabled or was refused.
    mutating func webhook(_ inherited: ProxyReading) -> Receiver? {
        let url = read(WebhookKeys.url)
        let urlCredential = read(WebhookKeys.urlCredential)
        let format = read(WebhookKeys.format)
        let events = read(WebhookKeys.events)
        let priority = read(WebhookKeys.priority)
        let route = read(WebhookKeys.route)
        let common = receiver(
            route.map { $0.value ?? (inherited.proxy == nil ? .direct : .proxy) }, inherited)
        guard readEnabled() == true, let name = section.name.instance, let urlCredential, let format,
            let events, let priority, let common, let place = place(url?.value, urlCredential.value),
            isFit(common, [place])
        else { return nil }
        let selection = WebhookSelection(
            format: format.value, events: events.value, priority: priority.value)
        return make(CheckName("webhook \(name)"), .webhook(selection), place, common)
    }

    private mutating func receiver(_ route: ReceiverRoute?, _ inherited: ProxyReading) -> ReceiverCommon? {
        let credential = read(ReceiverKeys.credential)
        let clientCertificate = read(ReceiverKeys.clientCertificate)
        let authorities = read(ReceiverKeys.caFile)
        guard let credential, let clientCertificate, let authorities, let route, !inherited.isRefused
        else { return nil }
        var common = ReceiverCommon(
            credential: credential.value, clientCertificate: clientCertificate.value,
            authorities: authorities.value)
        guard route == .proxy else { return common }
        guard let proxy = inherited.proxy else {
            problems.error(
                at: span(of: CheckKeys.route.row.name),
                "Via= is \"proxy\", but no proxy is configured; set URL= in [Proxy], or use \"direct\".")
            return nil
        }
        common.proxy = proxy
        return common
    }

    /// Where a webhook is, which must be told once.
    private mutating func place(_ url: WebAddress?, _ credential: String?) -> Receiver.Place? {
        switch (url, credential) {
        case (let url?, nil): return .url(url)
        case (nil, let credential?): return .credential(credential)
        case (nil, nil):
            guard section.assignments(of: WebhookKeys.url.row.name).isEmpty else { return nil }
            problems.error(
                at: section.span,
                "Missing URL= in \(section.name); expected \(WebhookKeys.url.row.allowed), or URLCredential=."
            )
        case (.some, .some):
            problems.error(
                at: span(of: WebhookKeys.urlCredential.row.name),
                "\(section.name) has both URL= and URLCredential=; set one of them.")
        }
        return nil
    }

    /// Whether secrets go only where nobody reads along, and TLS is asked for only where there is some.
    private mutating func isFit(_ common: ReceiverCommon, _ places: [Receiver.Place]) -> Bool {
        let plain = places.lazy.compactMap { place in
            if case .url(let url) = place, !url.isEncrypted { url } else { nil }
        }.first
        guard let plain else { return true }
        let keys = [
            (common.credential, ReceiverKeys.credential.row.name),
            (common.clientCertificate, ReceiverKeys.clientCertificate.row.name),
            (common.authorities, ReceiverKeys.caFile.row.name),
        ]
        guard let key = keys.first(where: { $0.0 != nil })?.1 else { return true }
        problems.error(
            at: span(of: key),
            "\(key)= needs TLS, but \"\(plain.origin)\" is reached without; use an https URL.")
        return false
    }

    private mutating func warnOfNobody(_ common: ReceiverCommon) {
        guard let name = common.credential else { return }
        problems.warning(
            at: span(of: ReceiverKeys.credential.row.name),
            "Credential= is \"\(name.clippedForMessage)\", but [Alertmanager] has no URL=; the credential is ignored."
        )
    }

    private func make(
        _ name: CheckName, _ kind: Receiver.Kind, _ place: Receiver.Place, _ common: ReceiverCommon
    ) -> Receiver {
        Receiver(
            name: name, kind: kind, place: place, credential: common.credential,
            clientCertificate: common.clientCertificate, authorities: common.authorities, proxy: common.proxy)
    }
}
