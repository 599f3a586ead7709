import Foundation
import TestSupport
import Testing

extension UntimedTests {
    /// A daemon that is killed at random moments while what it finds keeps changing: nothing is repeated, nothing forgotten.
    struct KillTests {
        /// How often it is killed: KILLS, 40 if that is not set.
        private static let kills =
            ProcessInfo.processInfo.environment["KILLS"].flatMap { Int($0) } ?? 40
        /// How often the power is lost.
        private static let losses =
            ProcessInfo.processInfo.environment["POWER_LOSSES"].flatMap { Int($0) } ?? 10
        /// So many that most of them have begun to flap by the end, and not all of them soon.
        private static let ports = 9000..<9030
        /// What kills it, in one step of the machine.
        private static let atOnce = 20

        /// What a collector makes of the journal, in which each notification counts once.
        private struct Comparison {
            var (raised, recovered, twins) = (0, 0, 0)
            /// An incident that stood already was raised.
            var repeated = 0
            /// An incident was never raised, or another one took its place without its recovery.
            var lost = 0
            /// A recovery of what did not stand.
            var strays = 0
            /// An incident was told of while its check flapped.
            var restless = 0
            /// The incidents by their check, and those of the checks that flap.
            var active: [String: String] = [:]
            var flapping: [String: String] = [:]
            private var known: Set<String> = []

            init(_ records: [JournalRecord]) throws {
                for record in records {
                    guard known.insert(try #require(record["CONNECTOR_NOTIFICATION"])).inserted else {
                        twins += 1
                        continue
                    }
                    let check = try #require(record["CONNECTOR_CHECK"])
                    let incident = try #require(record["CONNECTOR_INCIDENT"])
                    let state = record["CONNECTOR_STATE"]
                    if record["CONNECTOR_EVENT_ID"] == "1095" {
                        // None ends within this test, and none begins before the fifth time.
                        if flapping[check] != nil { repeated += 1 }
                        if state != "raised" || active[check] == nil { strays += 1 }
                        if record["CONNECTOR_FAILURES"] != "5" { lost += 1 }
                        flapping[check] = incident
                    } else {
                        if flapping[check] != nil { restless += 1 }
                        take(state, incident, of: check)
                    }
                }
            }

            private mutating func take(_ state: String?, _ incident: String, of check: String) {
                switch state {
                case "raised":
                    raised += 1
                    if active[check] == incident {
                        repeated += 1
                    } else if active[check] != nil {
                        lost += 1
                    }
                    active[check] = incident
                case "recovered":
                    recovered += 1
                    if active[check] != incident { strays += 1 }
                    active[check] = nil
                default: if active[check] != incident { lost += 1 }
                }
            }

            /// The checks of which the journal says otherwise than it is; where one flaps, it says that it stands.
            func wrong(closed: [String]) -> Set<String> {
                Set(active.keys).subtracting(flapping.keys)
                    .symmetricDifference(Set(closed).subtracting(flapping.keys))
                    .union(flapping.keys.filter { active[$0] == nil })
            }
        }

        private static let settings =
            "\n[Port many]\nHost=127.0.0.1\nFailuresToAlert=1\nPassesToRecover=1\nPorts="
            + ports.map(String.init).joined(separator: " ") + "\n"

        /// Opens and closes one of the ports again and again, until /run/calm exists; then says which are closed.
        private static let changing = """
            use IO::Socket::INET;
            my %open;
            until (-e "/run/calm") {
                my $port = \(ports.lowerBound) + int rand \(ports.count);
                if ($open{$port}) { delete $open{$port} }
                else { $open{$port} = IO::Socket::INET->new(LocalAddr => "127.0.0.1:$port", Listen => 99, ReuseAddr => 1) }
                for my $listener (values %open) { $listener->blocking(0); while ($listener->accept) {} }
                select undef, undef, undef, 0.05;
            }
            die unless open my $file, ">", "/run/closed.part";
            print $file join " ", grep { !$open{$_} } \(ports.lowerBound) .. \(ports.upperBound - 1);
            close $file;
            rename "/run/closed.part", "/run/closed";
            $_->blocking(1) for values %open;
            my $bits = "";
            vec($bits, fileno $_, 1) = 1 for values %open;
            while (select my $ready = $bits, undef, undef, undef) {
                for my $listener (values %open) { $listener->accept if vec $ready, fileno $listener, 1 }
            }
            """

        @Test(.timeLimit(.minutes(15)), arguments: [false, true])
        func nothingIsRepeatedAndNothingForgotten(journalIsReadable: Bool) async throws {
            try await InstalledHost.open(settings: Self.settings) { host in
                try await host.configureUnit(
                    Self.unit + (journalIsReadable ? "SupplementaryGroups=systemd-journal" : ""))
                let seen = try await storm(
                    on: host,
                    "\(Self.kills) kills, journal \(journalIsReadable ? "readable" : "not readable")"
                ) {
                    for _ in 0..<((Self.kills + Self.atOnce - 1) / Self.atOnce) { try await kill(on: host) }
                }
                #expect(seen.raised > Self.ports.count && !seen.flapping.isEmpty)
                if journalIsReadable { #expect(seen.twins == 0) }
            }
        }

        /// What the daemon had not on the disk is lost with it, and the journal has all that it was told.
        @Test(.timeLimit(.minutes(15)))
        func aLossOfPowerTakesNothingThatWasTold() async throws {
            try await InstalledHost.open(settings: Self.settings) { host in
                try await host.configureUnit(Self.unit + "Restart=no")
                try await host.machine.succeed(Self.disk)
                _ = try await storm(on: host, "\(Self.losses) losses of power") {
                    for _ in 0..<Self.losses { try await host.machine.succeed(Self.loss) }
                }
            }
        }

        private static let unit = "[Unit]\nStartLimitIntervalSec=0\n[Service]\nRestartSec=0\n"

        /// Has `strike` do its worst while ports open and close, and compares what the journal says with what happened.
        private func storm(
            on host: InstalledHost, _ title: String, _ strike: () async throws -> Void
        ) async throws -> Comparison {
            try await host.machine.succeed(
                "systemd-run --unit=changing --quiet perl -e '\(Self.changing.replacing("'", with: "'\\''"))'"
            )
            try await host.start()
            try await strike()
            try await host.machine.succeed("touch /run/calm")
            let closed = try await self.closed(on: host)
            try await settle(on: host, closed)

            let seen = try Comparison(
                await host.machine.journal("CONNECTOR_EVENT_ID=1020", "CONNECTOR_EVENT_ID=1095"))
            let wrong = seen.wrong(closed: closed.map { "port many:\($0)" }).count
            print(
                """
                \(title): \(seen.raised) raised, \(seen.recovered) recovered, sent again with the same id \(seen.twins), \
                repeated \(seen.repeated), lost \(seen.lost), strays \(seen.strays), wrong end states \(wrong), \
                flapping \(seen.flapping.count), told meanwhile \(seen.restless)
                """)
            #expect((seen.repeated, seen.lost, seen.strays, wrong, seen.restless) == (0, 0, 0, 0, 0))
            return seen
        }

        /// Gives the state directory a disk of its own: /run/disk holds what was written to it, and nothing of what waits in
        /// the kernel's memory.
        private static let disk = """
            [ -e /dev/loop-control ] || mknod /dev/loop-control c 10 237
            for number in {0..63}; do [ -e /dev/loop$number ] || mknod /dev/loop$number b 7 $number; done
            truncate -s 32M /run/disk
            mkfs.ext4 -q /run/disk
            mkdir -p /var/lib/connector-watch
            mount -o loop /run/disk /var/lib/connector-watch
            """

        /// Takes the power away at a random moment, and starts the daemon again with what was on the disk.
        private static let loss = """
            sleep $((RANDOM % 3)).$(printf %03d $((RANDOM % 1000)))
            until pid=$(systemctl show -P MainPID connector-watch) && [ "$pid" != 0 ]; do :; done
            kill -STOP "$pid"
            # What it asked the disk for is done.
            while grep -L '^State:.T' /proc/$pid/task/*/status | grep -q .; do :; done
            disk=$(findmnt -no SOURCE /var/lib/connector-watch)
            new=$(mktemp -u /run/disk.XXXXXX)
            cp "$(losetup -nO BACK-FILE "$disk")" "$new"
            kill -9 "$pid"
            while [ -e "/proc/$pid" ]; do :; done
            umount /var/lib/connector-watch
            mount -o loop "$new" /var/lib/connector-watch
            systemctl start connector-watch
            """

        private func kill(on host: InstalledHost) async throws {
            try await host.machine.succeed(
                """
                for kill in {1..\(Self.atOnce)}; do
                    sleep 0.$(printf %03d $((RANDOM % 900)))
                    until pid=$(systemctl show -P MainPID connector-watch) && [ "$pid" != 0 ]; do :; done
                    kill -9 "$pid"
                    while [ -e "/proc/$pid" ]; do :; done
                done
                """)
        }

        private func closed(on host: InstalledHost) async throws -> [String] {
            try await host.machine.succeed("until [ -e /run/closed ]; do :; done; cat /run/closed")
                .split(separator: " ").map(String.init)
        }

        /// Waits until the daemon has found out.
        private func settle(on host: InstalledHost, _ closed: [String]) async throws {
            let wanted = closed.map { "port many:\($0)" }.sorted().joined(separator: "\n")
            try await host.machine.succeed(
                """
                until [ "$(connector-watch status --format json |
                    jq -r '.snapshot.alerts[] | select(.event == 1020 and .flapping.passing != true) | .check' | sort)" = '\(wanted)' ]; do :; done
                # As it ends, all that it has to say is in the journal.
                systemctl stop connector-watch
                """)
        }
    }
}
