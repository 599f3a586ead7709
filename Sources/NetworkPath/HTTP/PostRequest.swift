package import FoundationEssentials
package import WatchCore

/// Something that is posted, with or without TLS (RFC 9110 section 9.3.3).
package struct PostRequest: Sendable {
    package var address: WebAddress
    /// Further fields of the head, each as `Name: value`.
    package var fields: [String]
    package var body: [UInt8]
    /// What the server's certificate must be of, and what this host shows it.
    package var trust: ServerTrust

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

    package init(to address: WebAddress, fields: [String], body: [UInt8], trust: ServerTrust = ServerTrust())
    {
        self.address = address
        self.fields = fields
        self.body = body
        self.trust = trust
    }

    /// The whole of it, as it is sent.
    var bytes: [UInt8] {
        let own = ["Content-Length: \(body.count)", "Accept-Encoding: identity", "Connection: close"]
        return request("POST", address.target, address.authority, fields + own, body)
    }
}

/// The answer to it, as far as it is read.
package struct PostAnswer: Sendable, Equatable {
    package var status: Int
    /// As sent, as in `HTTP/1.1 429 Too Many Requests`.
    package var statusLine: String
    /// The server's time.
    package var date: Date?
    /// The value of `Retry-After`: seconds, or a date.
    package var retryAfter: String?
    package var location: String?
    /// Its beginning.
    package var body: String
}

/// What came of it.
package struct PostOutcome: Sendable {
    package var path: PathObservation
    /// `nil` where the path ends before it.
    package var answer: PostAnswer?
}
