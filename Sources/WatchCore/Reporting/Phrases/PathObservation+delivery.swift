extension PathObservation {
    /// What kept something from being delivered, as the end of a sentence about who should have got it, or `nil` if nothing
    /// did.
    ///
    /// - Parameters:
    ///   - proxy: what it was to be reached through.
    ///   - limit: how long there was.
    /// - Returns: the clause.
    package func deliveryFailure(through proxy: OutboundProxy?, limit: Duration) -> String? {
        guard let stop else { return nil }
        let what = stop.failure.phrase(limit: limit)
        let clause: Phrase =
            if let proxy, stop.phase == .resolve || stop.phase == .tunnel {
                "cannot be reached, as the proxy \(proxy.description) \(what)"
            } else if stop.failure == .certificate, let problem = tls?.problems.first {
                "\(what) (\(problem.text))"
            } else {
                what
            }
        return clause.text(atMost: FindingText.messageLimit)
    }
}
