@testable import WatchCore

/// Names: event 1022.
extension SentenceSample {
    static let names = [
        SentenceSample(
            .resolutionFails(.stopped(.resolve, .outOfTime)),
            message: "\"login.example\" does not resolve: the resolver gave no answer within 10 s.",
            remedy: "Check the servers in /etc/resolv.conf, and that UDP and TCP port 53 to them is open."),
        SentenceSample(
            .resolutionFails(.stopped(.resolve, .lookup(.tooLong(server: "192.0.2.53")))),
            message: """
                "login.example" does not resolve: the answer of the name server 192.0.2.53 is too long for \
                UDP, and does not come over TCP.
                """,
            remedy: "Ask the network team to open TCP port 53 to 192.0.2.53, beside UDP port 53."),
        SentenceSample(
            .resolutionFails(.stopped(.resolve, .nameNotFound)),
            message: "\"login.example\" does not resolve: the name does not exist.",
            remedy: """
                Check the spelling of the name, and whether this host's resolver may answer for it (split \
                DNS, a filter).
                """),
        SentenceSample(
            .resolutionFails(.stopped(.resolve, .resolverFailed("the server failed (SERVFAIL)"))),
            message: "\"login.example\" does not resolve: the server failed (SERVFAIL).",
            remedy: "Check the servers in /etc/resolv.conf, and that UDP and TCP port 53 to them is open."),
        SentenceSample(
            .resolutionFails(.stopped(.resolve, .lookup(.noAddress(.any)))),
            message: "\"login.example\" does not resolve: the name exists, but has no address.",
            remedy: """
                Check the spelling of the name and Family= of the check, and whether this host's resolver may \
                answer for it (split DNS, a filter).
                """),
        SentenceSample(
            .resolutionFails(.stopped(.resolve, .lookup(.noAddress(.ipv6)))),
            message: "\"login.example\" does not resolve: the name exists, but has no IPv6 address (AAAA).",
            remedy: """
                Check the spelling of the name and Family= of the check, and whether this host's resolver may \
                answer for it (split DNS, a filter).
                """),
        SentenceSample(
            .resolutionFails(
                .stopped(.resolve, .lookup(.answered(.serverFailure, server: "192.0.2.53", .ipv4)))),
            message: """
                "login.example" does not resolve: the name server 192.0.2.53 answers SERVFAIL (it failed \
                itself) for IPv4 (A).
                """,
            remedy: """
                Ask those who run 192.0.2.53: its own way to other name servers, or the name's zone (DNSSEC), \
                is broken.
                """),
        SentenceSample(
            .resolutionFails(.stopped(.resolve, .lookup(.answered(.refused, server: "192.0.2.53", .any)))),
            message: """
                "login.example" does not resolve: the name server 192.0.2.53 answers REFUSED (it does not \
                serve this host or this name).
                """,
            remedy: """
                Check that /etc/resolv.conf names the right server; it does not serve this host, or not for \
                this name.
                """),
        SentenceSample(
            .resolutionFails(
                .stopped(.resolve, .lookup(.answered(.formatError, server: "192.0.2.53", .any)))),
            message: """
                "login.example" does not resolve: the name server 192.0.2.53 answers FORMERR (it does not \
                understand the question).
                """,
            remedy: """
                Ask those who run 192.0.2.53, or a firewall before it that changes DNS questions or answers.
                """),
        SentenceSample(
            .resolutionFails(.stopped(.resolve, .lookup(.answered(.lame, server: "192.0.2.53", .any)))),
            message: """
                "login.example" does not resolve: the name server 192.0.2.53 does not ask others (it only \
                knows names of its own).
                """,
            remedy: """
                Check that /etc/resolv.conf names the right server; it does not serve this host, or not for \
                this name.
                """),
        SentenceSample(
            .resolutionFails(.stopped(.resolve, .lookup(.unreachable(server: "192.0.2.53")))),
            message: """
                "login.example" does not resolve: nothing answers DNS at 192.0.2.53: its port 53 is closed, \
                or no route leads there.
                """,
            remedy: "Check the servers in /etc/resolv.conf, and that UDP and TCP port 53 to them is open."),
        SentenceSample(
            .resolutionFails(.stopped(.resolve, .lookup(.blocked(address: "0.0.0.0", isInHosts: false)))),
            message: """
                "login.example" does not resolve: the resolver answers 0.0.0.0, as a DNS filter does for a \
                blocked name.
                """,
            remedy: "Ask those who run the DNS filter, or the name servers, to allow this name."),
        SentenceSample(
            .resolutionFails(.stopped(.resolve, .lookup(.blocked(address: "::", isInHosts: true)))),
            message: """
                "login.example" does not resolve: /etc/hosts gives it the address ::, which blocks the name.
                """,
            remedy: "Remove its line from /etc/hosts on this host."),
        SentenceSample(
            .resolutionFails(.stopped(.resolve, .lookup(.silentFamily(.ipv6)))),
            message: """
                "login.example" resolves, but slowly: no name server answers questions for IPv6 (AAAA) in time.
                """,
            remedy: """
                Ask those who run the name servers, or a firewall before them, to answer questions for AAAA; an \
                empty answer will do. Until then programs on this host wait at every lookup.
                """),
        SentenceSample(
            .resolutionFails(.stopped(.resolve, .outOfTime, through: .proxy)),
            message: """
                "proxy.example", the name of the proxy (URL= in [Proxy]), does not resolve: the resolver \
                gave no answer within 10 s.
                """,
            remedy: "Check the servers in /etc/resolv.conf, and that UDP and TCP port 53 to them is open."),
    ]
}
