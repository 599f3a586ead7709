package import FoundationEssentials
package import WatchCore

/// Something that is asked or posted, with or without TLS (RFC 9110 sections 9.3.1 and 9.3.3).
package struct WebRequest: Sendable {
    package var address: WebAddress
    /// Further fields of the head, each as `Name: value`.
    package var fields: [String]
    /// What is posted, or `nil` to ask for a page.
    package var body: [UInt8]?
    /// What the server's certificate must be of, and what this host shows it.
    package var trust: ServerTrust
    /// The most bytes of the answer's body that are read.
    package var limit: Int

    /// The default: the system's roots, and no client certificate.
    package struct ServerTrust: Sendable {
        /// A file in PEM with the only roots, or `nil` for the system's.
        package var authorities: String?
        /// A certificate and its key in PEM, or `nil` for none.
        package var identity: [UInt8]?

        package init(authorities: String? = nil, identity: [UInt8]? = nil) {
            self.authorities = authorities
            self.identity = identity
        }
    }

    package init(
        to address: WebAddress, fields: [String] = [], body: [UInt8]? = nil,
        trust: ServerTrust = ServerTrust(),
        limit: Int
    ) {
        self.address = address
        self.fields = fields
        self.body = body
        self.trust = trust
        self.limit = limit
    }

    /// The whole of it, as it is sent.
    var bytes: [UInt8] {
        let own = body.map { ["Content-Length: \($0.count)"] } ?? []
        return request(
            body == nil ? "GET" : "POST", address.target, address.authority,
            fields + own + ["Accept-Encoding: identity", "Connection: close"], body ?? [])
    }
}

/// The answer to it, as far as it is read.
package struct WebAnswer: Sendable, Equatable {
    package var status: Int
    /// As sent, as in `HTTP/1.1 429 Too Many Requests`.
    package var statusLine: String
    /// The server's time.
    package var date: Date?
    /// The value of `Retry-After`: seconds, or a date.
    package var retryAfter: String?
    package var location: String?
    /// Its beginning, without compressions; empty where one cannot be undone.
    package var body: String
    /// Whether there is more of it than was read.
    package var isBodyCut: Bool

    package init(
        status: Int, statusLine: String, date: Date? = nil, retryAfter: String? = nil,
        location: String? = nil, body: String = "", isBodyCut: Bool = false
    ) {
        self.status = status
        self.statusLine = statusLine
        self.date = date
        self.retryAfter = retryAfter
        self.location = location
        self.body = body
        self.isBodyCut = isBodyCut
    }
}

/// What came of it.
package struct WebOutcome: Sendable {
    package var path: PathObservation
    /// `nil` where the path ends before it.
    package var answer: WebAnswer?
}
