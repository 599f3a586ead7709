import Testing

extension UntimedTests {
    /// The life of a connector's certificates from the first day on, by a calendar that the test turns.
    struct WholeLifeTests {
        /// The same life on Linux and on a Windows host, whose drive lies below a directory.
        @Test(.timeLimit(.minutes(2)), arguments: [Agent.own, .windows])
        func aWholeLifeIsToldInExactlyItsEvents(_ agent: Agent) async throws {
            try await InstalledHost.open(settings: "PollInterval=1s") { host in
                if agent.windowsHost != nil { try await host.configure("windows", agent.configuration()) }
                let calendar = try await Calendar(of: host)
                let life = try await Life(of: agent, on: host, by: calendar)
                try await life.isRegistered()
                try await life.isRenewed()
                try await life.isRenewedInHaste()
                try await life.missesItsRenewal()
                try await life.isRegisteredAgain()
                try await host.machine.succeed("systemctl stop connector-watch")
                let story = try await host.story(of: .own)
                #expect(story == Self.story)
                // Nothing was said of anything else.
                let all = try await host.story()
                #expect(
                    all == ["1090 info info"] + Self.story.filter { !$0.hasPrefix("- ") } + ["1091 info info"]
                )
                try await expectOneIncident(on: host)
            }
        }

        private static let story = [
            "- registered on day 0", "- day 100", "- day 150: due", "- day 150: renewed into the user store",
            "1010 info notice first-renewal", "- day 300: renewed in haste", "1010 info notice renewal",
            "- day 449: not yet due", "- day 450: due", "- day 451", "1001 raised warning", "1002 raised err",
            "- day 460", "- day 466", "1001 escalated err", "- day 477", "1001 escalated crit",
            "- day 480: expired", "1000 raised crit", "- day 482: registered again", "1000 recovered notice",
            "1001 recovered notice", "1002 recovered notice", "1010 info notice re-registration", "- day 502",
        ]

        /// From the first warning to the recovery it is one incident, and so for each event.
        private func expectOneIncident(on host: InstalledHost) async throws {
            for event in [1000, 1001, 1002] {
                let entries = try await host.machine.journal("CONNECTOR_EVENT_ID=\(event)")
                #expect(Set(entries.map { $0["CONNECTOR_INCIDENT"] }).count == 1)
            }
        }
    }
}

/// A connector on a installed host, and what befalls it.
private struct Life {
    let agent: Agent
    let host: InstalledHost
    let calendar: Calendar
    /// The certificates that it gets one after the other, each valid for 180 days.
    let certificates: [String]

    init(of agent: Agent, on host: InstalledHost, by calendar: Calendar) async throws {
        self.agent = agent
        self.host = host
        self.calendar = calendar
        var certificates: [String] = []
        for day in [0, 150, 300, 482] {
            certificates.append(
                try await host.madeCertificate(from: "\(day) days", to: "\(day + 180) days"))
        }
        self.certificates = certificates
    }

    func isRegistered() async throws {
        try await calendar.turn(to: 0, hours: 1)
        try await host.act(
            on: agent,
            "step 'registered on day 0'; put \(certificates[0]) \"$machine\"; name \(certificates[0]) false")
        try await host.start()
        try await host.untilSaid(1)
        try await passes(100)
    }

    /// Another certificate in the other store, and then the settings: each takes its place by rename.
    func isRenewed() async throws {
        try await passes(150, "day 150: due")
        try await calendar.turn(to: 150, hours: 6)
        try await host.act(
            on: agent,
            """
            step 'day 150: renewed into the user store'
            put \(certificates[1]) "$user"; name \(certificates[1]) true
            """)
        try await host.untilSaid(2)
    }

    /// Both files are written where they stand, and read in the middle of it.
    func isRenewedInHaste() async throws {
        try await calendar.turn(to: 300, hours: 6)
        try await host.act(
            on: agent,
            """
            step 'day 300: renewed in haste'
            next=\(certificates[2])
            install -m 640 -g connector-watch /dev/null "$user/$next$ending"
            as_stored $next | half >"$user/$next$ending"; until_read "$user/$next$ending"
            as_stored $next >"$user/$next$ending"
            xml $next true | half >"$file"; until_read "$file"
            xml $next true >"$file"
            """)
        try await host.untilSaid(3)
    }

    /// Each limit is passed, by the default settings.
    func missesItsRenewal() async throws {
        try await passes(449, hours: 23, "day 449: not yet due")
        try await passes(450, hours: 6, "day 450: due")
        try await says(5, on: 451, "day 451")
        try await passes(460)
        try await says(6, on: 466, "day 466")
        try await says(7, on: 477, "day 477")
        try await says(8, on: 480, "day 480: expired")
    }

    func isRegisteredAgain() async throws {
        try await calendar.turn(to: 482, hours: 1)
        try await host.act(
            on: agent,
            "step 'day 482: registered again'; put \(certificates[3]) \"$machine\"; name \(certificates[3]) false"
        )
        try await host.untilSaid(12)
        try await passes(502)
    }

    /// It is a day on which nothing is to be said, and the daemon has looked on it.
    private func passes(_ day: Int, hours: Int = 1, _ name: String? = nil) async throws {
        try await begins(day, hours: hours, name ?? "day \(day)", then: "until_read \"$file\"")
    }

    /// It is a day on which the daemon says more, so that it has said `count` in all.
    private func says(_ count: Int, on day: Int, _ name: String) async throws {
        try await begins(day, hours: 2, name)
        try await host.untilSaid(count)
    }

    /// Turns the calendar, and has the daemon look before its next poll.
    private func begins(_ day: Int, hours: Int, _ name: String, then script: String = "") async throws {
        let turning = Calendar.turning(to: day, hours: hours)
        try await host.act(on: agent, "step '\(name)'\n\(turning)touch \"$file\"\n\(script)")
    }
}
