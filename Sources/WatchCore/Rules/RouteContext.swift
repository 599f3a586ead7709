internal import FoundationEssentials

/// The way out that a probe took, and what else is known where it is judged.
struct RouteContext {
    var route: Route
    /// `nil`: it is the direct way.
    var proxy: OutboundProxy?
    /// How long the probe was given.
    var timeout: Duration
    /// When it is judged.
    var date: Date
    /// How far this host's clock is ahead; `nil`: that is not known.
    var clockOffset: Duration?
    /// Who issued this server's certificate when it was last seen to be genuine, on this way.
    var genuineIssuer: String?

    /// As in "the direct way works".
    var name: String {
        if let proxy { "the way through the proxy \(proxy)" } else { "the direct way" }
    }

    /// As in "TLS 1.2 does not come through on the direct way".
    var place: String {
        if let proxy { "through the proxy \(proxy)" } else { "on the direct way" }
    }

    /// Whose box is at fault where something on this way is.
    var culprit: String {
        if let proxy { "the proxy \(proxy), or a box behind it," } else { "a firewall on the direct way" }
    }
}

extension String {
    /// The same as the beginning of a sentence.
    var asSentenceStart: String { prefix(1).uppercased() + dropFirst() }
}
