import Testing

extension UntimedTests {
    /// Several agents on one host, each with its own trouble: nobody's is another's.
    struct AgentsTests {
        /// What is wrong with an agent's files, and how its alert names it.
        private struct Failure {
            let agent: Agent
            let event: String
            /// In the words of `Agent.words`; `$bad` is the file that should be the certificate `$now`.
            let script: String
            let words: String

            init(_ name: String, event: String = "1009", _ words: String, _ script: String) {
                agent = Agent(name)
                self.event = event
                self.words = words
                self.script = script
            }
        }

        private static let failures = [
            Failure("fifo", "it is a FIFO", "mkfifo $bad"),
            Failure(
                "socket", "it is a socket",
                "perl -MIO::Socket::UNIX -e 'IO::Socket::UNIX->new(Local => shift, Listen => 1) or die' $bad"),
            Failure("loop", "Too many levels of symbolic links", "ln -s $bad $bad"),
            Failure("huge", "it is larger than 4194304 bytes", "truncate -s 1G $bad"),
            Failure("closed", "Permission denied", "chmod 700 $machine/."),
            Failure("absent", "does not exist", "rmdir $machine"),
            // Whoever opens it hangs in open(2) until the lease is given back.
            Failure(
                "hung", "did not end within 1 s",
                """
                put $now $machine
                systemd-run --unit=lease --service-type=forking perl -e '
                    die unless open F, "+<", shift;
                    fcntl(F, 1024, 1) or die "F_SETLEASE: $!";
                    exit if fork;
                    sleep' $bad
                """),
            // A mount whose server never answers: every call hangs, be it for a name or a watch.
            Failure(
                "dead", event: "1011", "gave no answer within 1 s",
                """
                mknod -m 666 /dev/fuse c 10 229
                systemd-run --unit=dead --service-type=forking perl -e '
                    require "syscall.ph";
                    die "/dev/fuse: $!" unless open F, "+<", "/dev/fuse";
                    my ($fuse, $place) = ("fuse", shift);
                    my $options = "fd=" . fileno(F) . ",rootmode=40000,user_id=0,group_id=0,allow_other";
                    syscall(SYS_mount(), $fuse, $place, $fuse, 0, $options) == 0 or die "mount: $!";
                    exit if fork;
                    sleep' ${file%/*}
                """),
        ]

        /// A store of 10,000 certificates, which is no trouble.
        private static let many = Agent("many")

        @Test(.timeLimit(.minutes(2)))
        func nobodysTroubleIsAnothers() async throws {
            try await InstalledHost.open { host in
                let thumbprints = try await host.certificates(2)
                try await prepare(host, thumbprints[0])
                try await host.start()
                try await expectEachTroubleNamed(on: host)
                try await expectTheOthersToGoOn(on: host, thumbprints[1])
                try await expectOneSectionToGoAlone(on: host)
                try await expectEachToKeepItsHistory(on: host, thumbprints)
            }
        }

        private func prepare(_ host: InstalledHost, _ thumbprint: String) async throws {
            for failure in Self.failures {
                let agent = failure.agent
                try await host.configure(agent.dropIn, agent.configuration("PollInterval=1s"))
                try await host.act(
                    on: agent,
                    """
                    mkdir -p $machine
                    now=\(thumbprint)
                    bad=$machine/$now.pfx
                    name $now
                    \(failure.script)
                    """)
            }
            try await host.configure(Self.many.dropIn, Self.many.configuration("Timeout=30s"))
            try await host.act(
                on: Self.many,
                """
                put \(thumbprint) $machine
                openssl x509 -in $made/one.pem -outform DER | perl -e '
                    local $/;
                    my $certificate = <STDIN>;
                    for (1 .. 10000 - 2) {
                        substr($certificate, -2) = pack "n", $_;
                        die unless open my $file, ">", "$ARGV[0]/$_.cer";
                        print $file $certificate;
                    }' $machine
                name \(thumbprint)
                """)
        }

        private func expectEachTroubleNamed(on host: InstalledHost) async throws {
            try await host.untilSaid(1 + Self.failures.count)
            for failure in Self.failures {
                let said = try await host.machine.journal("CONNECTOR_CHECK=\(failure.agent.check)")
                #expect(
                    said.map { $0["CONNECTOR_EVENT_ID"] } == [failure.event], "\(failure.agent.check)")
                let message = said.first?["MESSAGE"] ?? ""
                #expect(message.contains(failure.agent.directory) && message.contains(failure.words))
            }
        }

        /// Changes are announced while one store and one mount hang, and six stores cannot be read.
        private func expectTheOthersToGoOn(on host: InstalledHost, _ next: String) async throws {
            for agent in [Agent.own, Self.many] {
                try await host.act(on: agent, "put \(next) $machine; name \(next)")
            }
            try await host.untilSaid(3 + Self.failures.count)
            for agent in [Agent.own, Self.many] {
                let story = try await host.story(of: agent)
                #expect(story == ["1010 info notice re-registration"])
            }
        }

        /// The section of an agent goes, and with it its alert only.
        private func expectOneSectionToGoAlone(on host: InstalledHost) async throws {
            let gone = Agent("absent")
            try await host.configure(gone.dropIn, "")
            try await host.machine.succeed("systemctl reload connector-watch")
            try await host.untilSaid(5 + Self.failures.count)
            let story = try await host.story()
            #expect(
                story.dropFirst(3 + Self.failures.count) == [
                    "1009 recovered notice trust absent", "1092 info info configuration",
                ])
        }

        /// What two agents change while the daemon is down is noticed for each; the alerts of the others stand.
        private func expectEachToKeepItsHistory(on host: InstalledHost, _ thumbprints: [String]) async throws
        {
            let before = try await host.story().count
            try await host.machine.succeed("systemctl stop lease connector-watch")
            let (fifo, hung) = (Agent("fifo"), Agent("hung"))
            for agent in [fifo, hung] {
                try await host.act(on: agent, "put \(thumbprints[1]) $machine; name \(thumbprints[1])")
            }
            try await host.act(on: Self.many, "name \(thumbprints[0])")
            try await host.start()
            // Stopped and started, two that recover, three that changed.
            try await host.untilSaid(before + 7)
            let changes = try await host.machine.journal("CONNECTOR_EVENT_ID=1010")
            for agent in [fifo, hung, Self.many] {
                let change = changes.last { $0["CONNECTOR_CHECK"] == agent.check }
                let (old, new) = agent.check == Self.many.check ? (1, 0) : (0, 1)
                #expect(change?["CONNECTOR_PREVIOUS_THUMBPRINT"] == thumbprints[old])
                #expect(change?["CONNECTOR_THUMBPRINT"] == thumbprints[new])
            }
            // Now that the others are mended too, each has said what it had to say, and no more.
            try await host.machine.succeed(
                // The call that hung until now may still be on its way out of the mount.
                """
                systemctl stop dead
                timeout 20 sh -c 'until umount \(Agent("dead").directory)/Config; do :; done'
                """)
            let mended = ["socket", "loop", "huge", "closed", "dead"]
            for name in mended {
                try await host.act(
                    on: Agent(name), "chmod 755 $machine; put \(thumbprints[0]) $machine; touch $file")
            }
            try await host.untilSaid(before + 7 + mended.count)
            for name in mended {
                let story = try await host.story(of: Agent(name))
                let event = name == "dead" ? "1011" : "1009"
                #expect(story == ["\(event) raised err", "\(event) recovered notice"])
            }
        }
    }
}
