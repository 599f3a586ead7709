import Foundation

@testable import WatchCore

extension RevocationSource {
    /// One for each way to fail, the last two stale and needed, at an address with this path.
    static func samples(of path: String) -> [RevocationSource] {
        let encoded = path.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        guard let address = PlainAddress("http://crl.example/\(encoded)") else { return [] }
        let failures: [Failure?] = [
            .path(PathStop(.connect, .refused), after: .milliseconds(3)), .content(path), .status(503),
            .path(PathStop(.resolve, .nameNotFound), after: .milliseconds(3)), .otherIssuer,
            .refusal("trylater"), nil,
        ]
        var all = failures.map {
            RevocationSource(.list, address, asked: start.date, failure: $0, nextUpdate: start.date)
        }
        all[4].kind = .issuer
        all[4].isNeeded = true
        all[5].kind = .responder
        return all
    }
}

/// What certificates are checked with: event 1044.
extension SentenceSample {
    private static let sources = RevocationSource.samples(of: "ca")

    private static func sample(
        _ sources: [RevocationSource], proxy: Endpoint? = nil, message: String, remedy: String
    ) -> SentenceSample {
        SentenceSample(
            .revocationFails(
                RevocationFacts(
                    .login, proxy: proxy, failed: sources, isStale: sources[0].failure == nil,
                    timeout: .seconds(10))),
            message: message, remedy: remedy)
    }

    private static let fetched = """
        Windows fetches from there what it checks certificates with; where that fails, connections begin late, or not at \
        all.
        """

    static let revocation = [
        sample(
            [sources[0]],
            message: """
                The revocation list for login.example:443 cannot be fetched on the direct route from \
                http://crl.example/ca: it refused the connection.
                """,
            remedy: """
                Ask the network team to open plain HTTP to crl.example:80, without the proxy, which the connector's \
                revocation checks do not use. \(fetched)
                """),
        sample(
            [sources[1], sources[2]], proxy: .login,
            message: """
                What comes through the proxy login.example:443 from http://crl.example/ca (and 1 more) is not the \
                revocation list for login.example:443, but ca.
                """,
            remedy: """
                Ask the network team to open plain HTTP to crl.example:80, through the proxy; the connector itself asks \
                directly. \(fetched)
                """),
        sample(
            [sources[4]],
            message: """
                What comes on the direct route from http://crl.example/ca is not the issuer's certificate for \
                login.example:443, but another certificate.
                """,
            remedy: """
                Ask the network team to open plain HTTP to crl.example:80, without the proxy, which the connector's \
                revocation checks do not use. The server leaves that certificate out, so that without it the connector does \
                not trust the server. \(fetched)
                """),
        sample(
            [sources[5]],
            message: """
                The OCSP answer for login.example:443 cannot be fetched on the direct route from \
                http://crl.example/ca: there is none (trylater).
                """,
            remedy: """
                Ask whoever runs the authority: the responder was reached and does not answer for this certificate, and no \
                list does either.
                """),
        sample(
            [sources[6]],
            message: """
                The revocation list for login.example:443 is stale on the direct route, as it comes from \
                http://crl.example/ca: a newer one was due on \(start.date.rfc3339).
                """,
            remedy: """
                Ask whoever runs the authority to publish a new one, unless a cache on the path keeps an old one or this \
                host's clock is off (timedatectl). Until then programs that insist on a revocation check refuse the server.
                """),
    ]
}
