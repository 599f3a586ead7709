/// What kind of cause a failure has: the three that the vendor names for a failed installation, and two more.
package enum CauseArea: String, Sendable, CaseIterable {
    /// The way from the connector to the cloud.
    case connectivity
    /// The connector's certificate: made, registered, renewed, presented.
    case trust = "trust-establishment"
    /// Who registers the connector, and what that account may do.
    case administrator = "administrator"
    /// The Windows host that the connector is installed on.
    case host = "connector-host"
    /// A published application or its users; the connector works.
    case elsewhere = "not-the-connector"

    /// For people.
    package var title: String {
        switch self {
        case .connectivity: "connectivity"
        case .trust: "trust establishment"
        case .administrator: "administrator's authentication"
        case .host: "the connector's host"
        case .elsewhere: "not the connector's"
        }
    }
}

/// How far the evidence carries.
package enum Grade: String, Sendable, CaseIterable, Comparable {
    /// It fits, and so would other causes.
    case hint
    /// One token that stands for this cause.
    case likely
    /// Two independent tokens in one record, or an event of the connector's own channel.
    case proven

    package static func < (a: Grade, b: Grade) -> Bool { a.rank < b.rank }

    private var rank: Int {
        switch self {
        case .hint: 0
        case .likely: 1
        case .proven: 2
        }
    }
}
