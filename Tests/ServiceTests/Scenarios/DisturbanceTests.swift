import Testing

extension UntimedTests {
    /// What happens to trust files besides a clean change: each tells its one event, or none.
    struct DisturbanceTests {
        /// Something that is done to the files of an agent, and what the daemon says about it.
        struct Disturbance {
            var name: String
            /// In the words of `Agent.words`; `$now` is the thumbprint that stands there, `$next` another one.
            var script: String
            var said: [String] = []
        }

        /// What one of the agents goes through.
        private struct Course {
            let agent: Agent
            let disturbances: [Disturbance]
            var now: String
            var expected: [String] = []

            /// The script of the `index`th, to be followed by what waits for the daemon to look where it says nothing.
            mutating func script(_ index: Int, next: String) -> String {
                guard disturbances.indices.contains(index) else { return "" }
                let disturbance = disturbances[index]
                expected += ["- \(disturbance.name)"] + disturbance.said
                defer { if disturbance.said.contains(where: { $0.hasPrefix("1010 ") }) { now = next } }
                return """
                    \(agent.words)
                    step '\(disturbance.name)'
                    now=\(now) next=\(next)
                    \(disturbance.script)
                    \(disturbance.said.isEmpty ? "until_read $file" : "")
                    """
            }

            var said: Int { expected.count { !$0.hasPrefix("- ") } }
        }

        /// Two agents at once, which also shows that neither disturbs the other.
        @Test(.timeLimit(.minutes(2)))
        func whatHappensToTrustFilesTellsOneEventOrNone() async throws {
            let other = Agent("store")
            // A mount changes without notice: it takes the poll to see it.
            let settings = "PollInterval=1s\n" + other.configuration("PollInterval=1s")
            try await InstalledHost.open(settings: settings) { host in
                let thumbprints = try await host.certificates(Self.ofSettings.count + 1)
                let first = thumbprints[0]
                // Every certificate that the settings of the first will name is there from the start.
                try await host.act(
                    "for each in \(thumbprints.joined(separator: " ")); do put $each $machine; done; name \(first)"
                )
                try await host.act(on: other, "put \(first) $machine; name \(first)")
                try await host.start()
                try await host.untilSaid(1)
                var courses = [
                    Course(agent: .own, disturbances: Self.ofSettings, now: first),
                    Course(agent: other, disturbances: Self.ofStore, now: first),
                ]
                for (index, next) in thumbprints.dropFirst().enumerated() {
                    let scripts = courses.indices.map { courses[$0].script(index, next: next) }
                    try await host.machine.succeed(
                        "(\n\(scripts[0])\n) & (\n\(scripts[1])\n) && wait $!")
                    try await host.untilSaid(1 + courses[0].said + courses[1].said)
                }
                try await host.machine.succeed("systemctl stop connector-watch")
                for course in courses {
                    let story = try await host.story(of: course.agent)
                    #expect(story == course.expected)
                }
                let story = try await host.story()
                #expect(story.count == 2 + courses[0].said + courses[1].said)
            }
        }
    }
}
