extension EventProfile {
    /// Event 1046.
    static let largeHelloFails = EventProfile(
        "1fc00bc02dcd497e9cbbb36cf90fbc93", "Large first TLS messages do not come through", [.warning],
        [.tlsLargeHello],
        sends: .failure.union([.route]))
}

extension FindingText {
    /// Event 1046: the path does not let a first message of more than one segment through.
    static func largeHelloFails(_ facts: PathFacts) -> FindingText {
        FindingText(
            """
            A first TLS message of more than one packet to \(facts.endpoint.text) fails \(facts.place): the other side \
            \(facts.stop.failure.phrase(limit: facts.timeout)). A small one passes.
            """,
            remedy: """
                Ask the network team to update the device, or to exempt this name: \(facts.culprit) probably reads only \
                the first packet of a connection. The connector works as long as its own first message is small; programs \
                that offer post-quantum key exchange, as browsers and OpenSSL 3.5 do, already fail.
                """)
    }
}
