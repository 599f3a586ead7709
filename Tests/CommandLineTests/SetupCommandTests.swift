import Foundation
import TestSupport
import Testing

/// The built `connector-watch setup`, on files as a connector's host shares them.
@Suite(.timeLimit(.minutes(2))) struct SetupCommandTests {
    @Test(arguments: [true, false])
    func whatLiesThereIsFoundWrittenAndProbed(isInUserStore: Bool) async throws {
        try await withSetupPlace(isInUserStore: isInUserStore) { place in
            let run = try await place.setup()
            #expect(run.status == 0, "\(run.output)\(run.errors)")
            #expect(run.output.contains("Found \(place.settingsFile)\n"))
            #expect(run.output.contains("Found the certificate \(place.thumbprint) in \(place.store)\n"))
            #expect(run.output.contains("1002 Renewal of the trust certificate overdue"))
            #expect(run.output.contains("systemctl enable --now connector-watch"))
            #expect(run.output.contains("Import-Module AppProxyPSModule; Register-AppProxyConnector"))
            #expect(!run.output.contains("RegisterConnector.ps1"))
            // What is laid out as a user store holds the certificate after the first renewal, too.
            let stores = (isInUserStore ? ["UserStore"] : ["MachineStore", "UserStore"])
                .map { "\($0)=\n\($0)=\(place.store)\n" }.joined()
            #expect(
                try place.written().hasSuffix("\n[Trust]\nSettingsFile=\(place.settingsFile)\n\(stores)"))
            let check = try await ConnectorWatch.run("trust", "--config", place.configuration)
            #expect(check.status == 2)
            #expect(check.output.contains("9 days left"))
        }
    }

    @Test func whatOptionsSayIsWritten() async throws {
        try await withSetupPlace { place in
            let run = try await place.setup(
                "--no-check", "--proxy", "http://proxy.example:8080", "--name", "hq-01", "--cloud",
                "none",
                "--user-store", "/a b", "--user-store", "/c")
            #expect(run.status == 0, "\(run.errors)")
            let text = try place.written()
            #expect(text.contains("[Connector]\nName=hq-01\nCloud=none\n"))
            #expect(text.contains("UserStore=\nUserStore=\"/a b\" /c\n"))
            #expect(text.hasSuffix("\n[Proxy]\nURL=http://proxy.example:8080\n"))
            #expect(!run.output.contains("Running every check once"))
        }
    }

    @Test func whatStoodThereIsKept() async throws {
        try await withSetupPlace { place in
            _ = try await place.setup("--no-check")
            let first = try place.written()
            _ = try await place.setup("--no-check", "--name", "second")
            #expect(try String(contentsOfFile: "\(place.dropIn).old", encoding: .utf8) == first)
            #expect(try place.written().contains("Name=second"))
        }
    }

    @Test(arguments: [
        (["--proxy", "ftp://proxy"], Int32(1), "Invalid value \"ftp://proxy\" for URL="),
        (["--cloud", "moon"], 1, "Invalid value \"moon\" for Cloud="),
        (["--settings-file", "/a\\"], 3, "Nothing was written"),
        (["--name", "a\n[Trust]\nEnabled=no"], 1, "Duplicate section [Trust]"),
        (["--name", "a\nCloud=public"], 3, "Nothing was written"),
    ])
    func whatWouldBeWrongIsNotWritten(arguments: [String], status: Int32, text: String) async throws {
        try await withSetupPlace { place in
            let run = try await ConnectorWatch.run(
                ["setup", "--config", place.configuration, "--search", place.share, "--no-check"]
                    + arguments)
            #expect(run.status == status, "\(run.output)\(run.errors)")
            #expect(run.errors.contains(text), "\(run.errors)")
            #expect(!FileManager.default.fileExists(atPath: place.dropIn))
        }
    }

    @Test func whereNothingIsFoundItSaysWhatToDo() async throws {
        try await withSetupPlace { place in
            let none = try await ConnectorWatch.run(
                "setup", "--config", place.configuration, "--search", "\(place.root)/etc", "--no-check")
            #expect(none.status == 3)
            #expect(
                none.errors.contains("No TrustSettings.xml was found; name it with --settings-file"))
        }
    }

    @Test func aDryRunWritesNothing() async throws {
        try await withSetupPlace { place in
            let run = try await place.setup("--dry-run")
            #expect(run.status == 0)
            #expect(run.output.contains("    SettingsFile=\(place.settingsFile)\n"))
            #expect(!FileManager.default.fileExists(atPath: place.dropIn))
        }
    }

    /// At a real terminal: wrong answers are refused, and an empty one takes the proposal.
    @Test func aPersonIsAsked() async throws {
        try await withSetupPlace { place in
            let run = try await place.setup(answering: [
                "nowhere.xml", "", "", "socks5://proxy", "http://proxy.example:3128", "perhaps", "yes",
            ])
            #expect(run.status == 0, "\(run.output)")
            for expected in [
                "Enter an absolute path; it begins with \"/\".",
                "Only proxies with http:// are supported",
                "Please answer yes or no.", "Wrote ",
            ] {
                #expect(run.output.contains(expected), "\(expected) in\n\(run.output)")
            }
            let text = try place.written()
            #expect(text.contains("URL=http://proxy.example:3128"))
            #expect(text.contains("UserStore=\(place.store)"))
        }
    }
}
