/// What many checks need, and may fail of together: then it is one alert, not one for each of them.
enum Cause: String, Sendable, CaseIterable {
    /// The name servers of this host.
    case resolver
    /// The outbound proxy, of which the settings have one.
    case proxy

    /// Under which its own alert stands.
    var name: CheckName { CheckName(rawValue) }

    /// Its own alert.
    var key: AlertKey {
        switch self {
        case .resolver: AlertKey(.resolutionFails)
        case .proxy: AlertKey(.proxyFails, .proxy)
        }
    }
}

/// That a check needs a cause to work, on one of its ways.
struct Need: Sendable, Equatable {
    var cause: Cause
    var route: Route
    /// For whom: the name that is to be resolved, or the target that is to be reached through the proxy.
    ///
    /// Two checks for the same prove no more than one of them.
    var member: String

    /// The alerts of a check that may be the cause's.
    var keys: [AlertKey] {
        switch cause {
        case .resolver: [AlertKey(.resolutionFails, route)]
        // A proxy whose name does not resolve fails all the same.
        case .proxy: [AlertKey(.proxyFails, route), AlertKey(.resolutionFails, route)]
        }
    }

    /// What a probe says about the cause; `nil`: nothing.
    func testimony(in verdict: Verdict) -> Testimony? {
        for key in keys {
            guard let finding = verdict.findings.first(where: { $0.key == key }) else { continue }
            return complaint(of: finding).map { .fails($0) } ?? .works
        }
        return keys.first.map(verdict.judged.contains) == true ? .works : nil
    }

    /// What a finding has against the cause; `nil`: it is nothing that the cause would be to blame for.
    func complaint(of finding: Finding) -> Reason? {
        guard keys.contains(finding.key), let reason = finding.reason else { return nil }
        // Who says that a name does not exist has answered; but a proxy without an address is of no use.
        if cause == .resolver, reason == .nameNotFound { return nil }
        return reason.complaint
    }
}

extension Reason {
    /// The one that stands for all that amount to the same where many complain: a broken resolver is silent for one
    /// name and confused about the next.
    var complaint: Reason { self == .resolveTimeout ? .resolveFailed : self }
}

/// What one probe says about a cause.
enum Testimony: Sendable, Equatable {
    case works
    /// With this ``Reason/complaint``.
    case fails(Reason)
}

extension Check {
    /// What it needs, where several are to blame the first one first.
    var needs: [Need] {
        guard let routes = target.routes, let endpoint = target.endpoint else { return [] }
        var needs: [Need] = []
        if routes.isDirect, endpoint.host.isName {
            needs.append(Need(cause: .resolver, route: .direct, member: endpoint.host))
        }
        if let proxy = routes.proxy {
            if proxy.host.isName { needs.append(Need(cause: .resolver, route: .proxy, member: proxy.host)) }
            needs.append(
                Need(cause: .proxy, route: .proxy, member: hostAndPort(endpoint.host, endpoint.port)))
        }
        return needs
    }
}

extension String {
    /// Whether a host is to be resolved: it is no address.
    fileprivate var isName: Bool {
        !utf8.contains(UInt8(ascii: ":"))
            && !utf8.allSatisfy {
                $0 == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
            }
    }
}
