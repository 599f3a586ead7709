import Foundation
import TestSupport
import Testing

/// The built `connector-watch diagnose` on real files.
@Suite(.timeLimit(.minutes(5))) struct DiagnoseCommandTests {
    /// An empty configuration that watches nothing, so that nothing is compared but the logs.
    private func withLogs(
        _ body: (_ directory: TemporaryDirectory, _ run: ([String]) async throws -> Program) async throws ->
            Void
    ) async throws {
        try await withTemporaryDirectory { directory in
            let configuration = try directory.write(
                "[Connector]\nCloud=none\n[Trust]\nEnabled=no\n", to: "connector-watch.conf")
            try await body(directory) { arguments in
                try await ConnectorWatch.run(
                    [
                        "diagnose", "--config", configuration, "--state", directory("none"), "--time-zone",
                        "Etc/UTC",
                    ] + arguments)
            }
        }
    }

    private static func event(_ id: Int, _ message: String, time: String = "2026-11-03T08:15:02.1Z") -> String
    {
        """
        <Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider \
        Name='Microsoft-AadApplicationProxy-Connector'/><EventID>\(id)</EventID><TimeCreated SystemTime='\(time)'/>\
        <Channel>Microsoft-AadApplicationProxy-Connector/Admin</Channel></System><EventData><Data>\(message)</Data>\
        </EventData></Event>\n
        """
    }

    @Test func aProvenCauseIsShownWithItsEvidenceAndRemedy() async throws {
        try await withLogs { directory, run in
            let log = try directory.write(
                [0xff, 0xfe]
                    + "[2026-11-03 08:15:02] request for anna@contoso.com: (407) Proxyauthentifizierung, ProxyAuthenticationRequired\r\n"
                    .utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }, to: "trace.log")
            let program = try await run([log])
            #expect(program.status == 2)
            #expect(program.errors.isEmpty)
            #expect(program.output.contains("trace.log: text in UTF-16LE, 1 record\n"))
            #expect(program.output.contains("PROVEN  connectivity: proxy-authentication\n"))
            #expect(program.words.contains("evidence HTTP status 407, ProxyAuthenticationRequired"))
            #expect(
                program.words.contains(
                    "trace.log:1 2026-11-03T08:15:02Z: [2026-11-03 08:15:02] request for <user>: (407)"))
            #expect(program.words.contains("to do Have the proxy let the connector's host through"))
            #expect(!program.output.contains("anna"))
        }
    }

    @Test(arguments: [
        ("nothing of interest here\n", 0, "nothing"), ("(403) Forbidden\n", 0, "hint"),
        ("error 0x800B0109\n", 1, "likely"),
        ("error 0x800B0109 TrustFailure\n", 2, "proven"),
    ])
    func theStatusTellsHowFarTheEvidenceCarries(text: String, status: Int32, verdict: String) async throws {
        try await withLogs { directory, run in
            let program = try await run(["--format", "json", try directory.write(text, to: "a.log")])
            #expect(program.status == status)
            #expect(program.output.contains("\"verdict\" : \"\(verdict)\""))
        }
    }

    @Test func whatCannotBeReadIsNamedAndTheRestIsRead() async throws {
        try await withLogs { directory, run in
            let event = try directory.write(
                Array("ElfFile\0".utf8) + [UInt8](repeating: 1, count: 100), to: "Admin.evtx")
            let good = try directory.write("AADSTS50126 x\n", to: "good.log")
            let program = try await run([event, directory("missing"), directory.path, good])
            #expect(program.status == 3)
            #expect(program.words.contains("wevtutil qe Admin.evtx /lf:true /f:RenderedXml >events.xml"))
            #expect(program.words.contains("does not exist."))
            #expect(program.words.contains("is a directory. Name the files in it."))
            #expect(program.output.contains("LIKELY  administrator's authentication: wrong-password\n"))
        }
    }

    @Test func aFileWithoutPermissionIsNamed() async throws {
        try await withLogs { directory, _ in
            let log = try directory.write("x\n", to: "closed.log")
            chmod(log, 0o600)
            let program = try await Program.run(
                "/usr/sbin/runuser", "-u", "nobody", "--", ConnectorWatch.path, "diagnose", "--config",
                directory("connector-watch.conf"), log)
            #expect(program.status == 3, "\(program.errors)")
            #expect(program.words.contains("cannot be read: Permission denied."))
        }
    }

    @Test func theStandardInputIsRead() async throws {
        try await withLogs { directory, _ in
            let log = try directory.write("AADSTS50126 x\n", to: "in.log")
            let program = try await ConnectorWatch.run(
                ["diagnose", "--config", directory("connector-watch.conf"), "-"], redirection: "<\(log)")
            #expect(program.status == 1)
            #expect(program.words.contains("standard input:1: AADSTS50126 x"))
        }
    }

    @Test func escapesOfALogReachNoTerminal() async throws {
        try await withLogs { directory, run in
            let log = try directory.write(
                "\u{1b}]0;owned\u{7}\u{1b}[2J AADSTS50126 \u{202e}x\n", to: "e\u{1b}[31m.log")
            for format in ["text", "json"] {
                let program = try await run(["--format", format, log])
                #expect(program.status == 1)
                #expect(
                    !program.output.unicodeScalars.contains {
                        $0 == "\u{1b}" || $0 == "\u{7}" || $0 == "\u{202e}"
                    })
            }
        }
    }

    /// The keys are promised.
    @Test func theDocumentHasItsKeys() async throws {
        try await withLogs { directory, run in
            let log = try directory.write(Self.event(1000, "It is over."), to: "events.xml")
            let program = try await run(["--format", "json", log])
            let cause = [
                "cause", "count", "evidence", "first", "follows", "grade", "hosts", "last", "quotes",
                "quotes.file",
                "quotes.line", "quotes.record", "quotes.text", "quotes.time", "remedy", "signature",
                "sources", "this_host",
                "thumbprints", "title",
            ]
            let file = ["bytes", "encodings", "failure", "kind", "path", "records", "remarks"]
            #expect(
                try JSONKeys.of(program.output)
                    == (["causes", "files", "remarks", "time", "verdict"] + cause.map { "causes.\($0)" }
                    + file.map { "files.\($0)" }).sorted())
        }
    }

    @Test func ownSignaturesAddToThoseOfTheProgram() async throws {
        try await withLogs { directory, run in
            try directory.makeDirectory("signatures.d")
            let own =
                "[Signature own]\nTitle=It fails.\nCause=connector-host\nWord=WidgetFailure\nRemedy=Mend it.\n"
            try directory.write(own + "Source=https://example.org/\n", to: "signatures.d/10-own.conf")
            let log = try directory.write("a WidgetFailure\n", to: "a.log")
            #expect(try await run([log]).output.contains("LIKELY  the connector's host: own\n"))
            let list = try await run(["--list"])
            #expect(list.status == 0 && list.output.contains("own (the connector's host, at most proven)\n"))
            try directory.write(own, to: "signatures.d/20-bad.conf")
            let refused = try await run([log])
            #expect(refused.status == 3)
            #expect(
                refused.errors.contains(
                    "20-bad.conf:1:1: error: [Signature own] has no Source=; it needs an https URL."))
        }
    }

    /// The thumbprint of the log is held against the trust files of this host, the host against a probe of now.
    @Test func whatLogsShowIsComparedWithThisHost() async throws {
        try await withTemporaryDirectory { directory in
            let thumbprint = "4905CC64B2D81BBED60962ECC5DCF63F643CCD55"
            let settings = try directory.write(
                "<ConnectorTrustSettingsFile><CloudProxyTrust><Thumbprint>\(thumbprint)</Thumbprint><IsInUserStore>false</IsInUserStore></CloudProxyTrust></ConnectorTrustSettingsFile>",
                to: "TrustSettings.xml")
            let stores = try directory.makeDirectory("store")
            let port = try OpenPort()
            let configuration = try directory.write(
                """
                [Connector]
                Cloud=none
                [Trust]
                SettingsFile=\(settings)
                MachineStore=\(stores)
                UserStore=\(stores)
                [Port here]
                Host=127.0.0.1
                Ports=\(port.port)
                """, to: "connector-watch.conf")
            let log = try directory.write(
                Self.event(12_019, "certificate \(thumbprint), https://127.0.0.1:\(port.port)/ failed")
                    + Self.event(12_019, "certificate \(String(thumbprint.reversed()))"), to: "events.xml")
            let words = { (arguments: [String]) in
                try await ConnectorWatch.run(
                    ["diagnose", "--config", configuration, "--state", directory("none"), log] + arguments
                )
                .words
            }
            let all = try await words([])
            #expect(all.contains("\(thumbprint) is the certificate that \(settings) names"))
            #expect(
                all.contains(
                    "\(String(thumbprint.reversed())) is not known here: \(settings) names \(thumbprint)."))
            #expect(all.contains("port here:\(port.port), direct: passes now."))
            #expect(!port.isUntouched)
            let other = try OpenPort()
            try directory.write(
                Self.event(12_020, "https://127.0.0.1:\(other.port)/ failed"), to: "events.xml")
            _ = try await words([])
            #expect(other.isUntouched)
        }
    }

    /// A host of the vendor's that no check watches is probed for this; here there is no way to it.
    ///
    /// Anybody else's is not.
    @Test func aHostOfTheVendorIsProbedThoughNothingWatchesIt() async throws {
        try await withTemporaryDirectory { directory in
            let configuration = try directory.write(
                "[Connector]\nCloud=public\n[Trust]\nEnabled=no\n", to: "connector-watch.conf")
            let log = try directory.write(
                Self.event(
                    12_019, "https://contoso-edge.msappproxy.net/ and https://elsewhere.example/ failed"),
                to: "events.xml")
            let run = try await ConnectorWatch.run([
                "diagnose", "--config", configuration, "--state", directory("none"), log,
            ])
            #expect(
                run.words.contains("port contoso-edge.msappproxy.net:443, direct: fails now. "),
                "\(run.output)")
            #expect(!run.words.contains("port elsewhere.example"), "\(run.output)")
        }
    }

    /// What the daemon remembers from the time of a failure is named, and from no other time.
    @Test func incidentsOfTheSameTimeAreNamed() async throws {
        try await HistoryCommandTests().withMemory { directory in
            let configuration = try directory.write(
                "[Connector]\nCloud=none\n[Trust]\nEnabled=no\n", to: "c.conf")
            for (ago, isNear) in [(3300, true), (86_400, false)] {
                let time = (Date() - Double(ago)).formatted(.iso8601)
                let log = try directory.write("[\(time)] (407) refused\n", to: "a.log")
                let program = try await ConnectorWatch.run(
                    "diagnose", "--config", configuration, "--state", directory.path, log)
                #expect(program.status == 1)
                let names = program.words.contains(
                    "At that time: 1020 Port unreachable, port login:443, raised ")
                #expect(names == isNear, "\(program.output)")
            }
        }
    }

    /// One line of 200 MB, two million lines and 180,000 events take no more memory than a small file.
    @Test(arguments: ["line", "lines", "events"]) func aLogOfAnySizeTakesLittleMemory(kind: String)
        async throws
    {
        try await withLogs { directory, _ in
            let size = 200
            let make =
                switch kind {
                case "line": "head -c \(size)M /dev/zero | tr '\\0' x; printf '\\nAADSTS50126\\n'"
                case "lines":
                    "yes '[2026-11-03 08:15:02] MSI (s) (C8:F4): a line of a log without anything of interest' | head -c \(size)M; printf '\\nAADSTS50126\\n'"
                default:
                    "yes '<Event><System><EventID>1</EventID></System><EventData><Data>some words of an event</Data></EventData></Event>' | head -c \(size / 10)M; printf '<Event><EventData><Data>AADSTS50126</Data></EventData></Event>'"
                }
            // Who writes for ever is ended by a broken pipe.
            let script = """
                set +o pipefail
                { \(make); } | python3 -c '
                import os, resource, subprocess, sys
                status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
                print(status, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
                ' \(ConnectorWatch.path) diagnose --config \(directory("connector-watch.conf")) -
                """
            let words = try await Program.bash(script).split { $0 == " " || $0 == "\n" }.compactMap {
                Int($0)
            }
            #expect(words.first == 1)
            let kilobytes = try #require(words.last)
            #expect(kilobytes < 100_000, "\(kind): \(kilobytes) kB")
        }
    }
}
