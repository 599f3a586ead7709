import Foundation
import Testing

/// The daemon in the testbed: what it raises is what its journal says.
@Suite(.timeLimit(.minutes(3)))
struct DaemonTests {
    /// Every alert that the daemon raises over a configuration.
    ///
    /// It runs until `count` alerts stand, or nothing is raised any more within a limit that no probe reaches. `change`
    /// is done to the world before.
    private func raised(
        by configuration: String, until count: Int, after change: String = ""
    ) async throws -> [Raised] {
        // The journal is the sandbox's, where other tests write too.
        let name = "daemon-of-\(configuration)\(change.isEmpty ? "" : "-changed")"
        let text = try await Testbed.run(
            """
            \(change)
            # So many looks a second, on a machine that has other things to do, take their time.
            sed 's/^Name=.*/Name=\(name)/; s/Interval=.*/Interval=3s/; s/^Timeout=.*/Timeout=5s/
                s/^FailuresToAlert=.*/FailuresToAlert=2/' "$TESTBED/\(configuration).conf" >"$TESTBED/daemon.conf"
            "$BIN/connector-watchd" --config "$TESTBED/daemon.conf" 2>"$TESTBED/log/daemon" &
            daemon=$!
            coproc events { exec "$BIN/connector-watch" events --follow --all --format json 2>"$TESTBED/log/events"; }
            seen=0
            while [ "$seen" -lt \(count) ] && read -r -t 40 line <&"${events[0]}"; do
                if [[ $line == *'"state":"raised"'* && $line == *'"\(name)"'* ]]; then seen=$((seen + 1)); fi
            done
            kill "$daemon" && wait "$daemon"
            kill "$events_PID"
            journalctl --sync
            "$BIN/connector-watch" events --format json
            """)
        return try text.split(separator: "\n")
            .map { try JSONDecoder().decode(Raised.self, from: Data($0.utf8)) }
            .filter { $0.state == "raised" && $0.fields["CONNECTOR_NAME"] == name }
    }

    private struct Raised: Decodable {
        var event: Int
        var state: String
        var check: String?
        var phase: String?
        var reason: String?
        var message: String
        var remedy: String?
        var fields: [String: String]
    }

    @Test func theDaemonRaisesEveryFaultOnceAndNothingElse() async throws {
        let expected = Expectation.all.filter { $0.configuration == "direct" }.compactMap { expectation in
            expectation.alert.map { "\($0.event) \(expectation.check) \($0.phase) \($0.reason)" }
        }
        let raised = try await raised(by: "direct", until: expected.count)
        #expect(
            raised.map { "\($0.event) \($0.check ?? "-") \($0.phase ?? "-") \($0.reason ?? "-")" }.sorted()
                == expected.sorted())
    }

    @Test func aResolverThatIsSilentForAllIsOneAlert() async throws {
        let silence = """
            nsenter --net=/run/netns/firewall nft insert rule inet world forward \
                ip daddr 198.51.100.253 meta l4proto '{ tcp, udp }' th dport 53 drop
            """
        let raised = try await raised(by: "direct", until: 1, after: silence)
        #expect(
            raised.map { "\($0.event) \($0.check ?? "-") \($0.reason ?? "-")" }
                == ["1022 resolver resolve-timeout"])
    }

    @Test(arguments: ["proxy-down", "proxy-407"])
    func aProxyThatFailsForAllIsOneAlertThatNamesThem(configuration: String) async throws {
        let raised = try await raised(by: configuration, until: 1)
        #expect(raised.map { "\($0.event) \($0.check ?? "-")" } == ["1021 proxy"])
        #expect(raised.first?.remedy?.contains("port good:443") == true)
        #expect(raised.first?.remedy?.contains("login good") == true)
    }
}
