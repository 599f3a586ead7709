package import FoundationEssentials

/// Judges why a request to the cloud got no answer: what a check of the same page finds as well.
///
/// - Parameters:
///   - path: as far as the request came.
///   - page: what was asked.
///   - proxy: the proxy that it was asked through, or `nil` if it was asked directly.
///   - timeout: how long the other side was waited for.
///   - date: now.
/// - Returns: What was found, the weightiest first; at least one finding if the path ended early.
package func judge(
    _ path: PathObservation, askingFor page: PageAddress, through proxy: OutboundProxy?, timeout: Duration,
    at date: Date
) -> [Finding] {
    let endpoint = Endpoint(host: page.host, port: page.port)
    let context = RouteContext(
        route: proxy == nil ? .direct : .proxy, proxy: proxy, timeout: timeout, date: date,
        genuineIssuers: [])
    var verdict = judgeAccess(path, to: endpoint, over: context)
    if path.hasAccess, let stop = path.stop {
        var shaken = path
        // Nothing is wrong with a certificate that was refused for its root alone.
        if path.tls?.problems.isEmpty == true { shaken.stop = nil }
        verdict.add(
            judgeServerCertificate(shaken, of: endpoint, over: context, searching: .installedRoot))
        if stop.failure != .certificate {
            let facts = path.facts(stop, endpoint, context)
            verdict.findings.append(
                Finding(.loginFails(.notFetched(facts)), .error, Phase(stop.phase), stop.reason))
        }
    }
    return verdict.on(context.route).findings.map(\.withoutChoice)
}

extension Finding {
    /// The same, where nothing can be left out of the check.
    fileprivate var withoutChoice: Finding {
        guard case .tlsInspected(var facts) = self.facts else { return self }
        var finding = self
        facts.isOptional = false
        finding.facts = .tlsInspected(facts)
        return finding
    }
}
