import Foundation
import Testing

/// The built `connector-watch setup`, on files as a connector's host shares them.
@Suite(.timeLimit(.minutes(15))) struct SetupCommandTests {
    /// A place with one agent's files, and an empty configuration.
    private struct Place {
        let root: String
        let thumbprint: String
        var configuration: String { "\(root)/etc/cw.conf" }
        var dropIn: String { "\(configuration).d/setup.conf" }
        var settingsFile: String {
            "\(root)/share/Microsoft AAD Application Proxy Connector/Config/TrustSettings.xml"
        }
        var store: String { "\(root)/share/home/.dotnet/corefx/cryptography/x509stores/my" }

        func written() throws -> String { try String(contentsOfFile: dropIn, encoding: .utf8) }
    }

    private func withPlace(isInUserStore: Bool = true, _ body: (Place) async throws -> Void) async throws {
        try await withTemporaryDirectory { directory in
            let root = directory.path
            let sample = "\(root)/sample"
            let made = try await Run.tool(repositoryFile("packaging/make-sample"), sample)
            try #require(made.status == 0, "\(made.errors)")
            let settings = try String(contentsOfFile: "\(sample)/TrustSettings.xml", encoding: .utf8)
            let thumbprint = try #require(settings.split(separator: "<Thumbprint>").last?.prefix(40))
                .description
            let place = Place(root: root, thumbprint: thumbprint)
            let files = FileManager.default
            try files.createDirectory(atPath: "\(root)/etc", withIntermediateDirectories: true)
            try files.createDirectory(
                atPath: URL(filePath: place.store).deletingLastPathComponent().path,
                withIntermediateDirectories: true)
            try files.moveItem(atPath: "\(sample)/store", toPath: place.store)
            let config = URL(filePath: place.settingsFile).deletingLastPathComponent().path
            try files.createDirectory(atPath: config, withIntermediateDirectories: true)
            try settings.replacingOccurrences(of: ">false<", with: ">\(isInUserStore)<").write(
                toFile: place.settingsFile, atomically: true, encoding: .utf8)
            try "[Connector]\nCloud=none\n".write(
                toFile: place.configuration, atomically: true, encoding: .utf8)
            try await body(place)
        }
    }

    private func setup(_ place: Place, _ arguments: String...) async throws -> Run {
        try await Run(
            ["setup", "--config", place.configuration, "--search", "\(place.root)/share"] + arguments)
    }

    @Test(arguments: [true, false])
    func whatLiesThereIsFoundWrittenAndLookedAt(isInUserStore: Bool) async throws {
        try await withPlace(isInUserStore: isInUserStore) { place in
            let run = try await setup(place)
            #expect(run.status == 0, "\(run.output)\(run.errors)")
            #expect(run.output.contains("Found \(place.settingsFile)\n"))
            #expect(run.output.contains("Found the certificate \(place.thumbprint) in \(place.store)\n"))
            #expect(run.output.contains("1002 Renewal of the trust certificate overdue"))
            #expect(run.output.contains("systemctl enable --now connector-watch"))
            let key = isInUserStore ? "UserStore" : "MachineStore"
            #expect(
                try place.written().hasSuffix(
                    "\n[Trust]\nSettingsFile=\(place.settingsFile)\n\(key)=\n\(key)=\(place.store)\n"))
            let check = try await Run("trust", "--config", place.configuration)
            #expect(check.status == 2)
            #expect(check.output.contains("9 days left"))
        }
    }

    @Test func whatOptionsSayIsWritten() async throws {
        try await withPlace { place in
            let run = try await setup(
                place, "--no-check", "--proxy", "http://proxy.example:8080", "--name", "hq-01", "--cloud",
                "none",
                "--user-store", "/a b", "--user-store", "/c")
            #expect(run.status == 0, "\(run.errors)")
            let text = try place.written()
            #expect(text.contains("[Connector]\nName=hq-01\nCloud=none\n"))
            #expect(text.contains("UserStore=\nUserStore=\"/a b\" /c\n"))
            #expect(text.hasSuffix("\n[Proxy]\nURL=http://proxy.example:8080\n"))
            #expect(!run.output.contains("The first look"))
        }
    }

    @Test func whatStoodThereIsKept() async throws {
        try await withPlace { place in
            _ = try await setup(place, "--no-check")
            let first = try place.written()
            _ = try await setup(place, "--no-check", "--name", "second")
            #expect(try String(contentsOfFile: "\(place.dropIn).old", encoding: .utf8) == first)
            #expect(try place.written().contains("Name=second"))
        }
    }

    @Test(arguments: [
        (["--proxy", "ftp://proxy"], Int32(1), "URL= does not take \"ftp://proxy\""),
        (["--cloud", "moon"], 1, "Cloud= does not take \"moon\""),
        (["--settings-file", "relative.xml"], 1, "SettingsFile="),
        (["--settings-file", "/a\\"], 3, "Nothing was written"),
        (["--name", "a\n[Trust]\nEnabled=no"], 1, "[Trust] stands twice"),
        (["--name", "a\nCloud=public"], 3, "Nothing was written"),
    ])
    func whatWouldBeWrongIsNotWritten(arguments: [String], status: Int32, text: String) async throws {
        try await withPlace { place in
            let run = try await Run(
                ["setup", "--config", place.configuration, "--search", "\(place.root)/share", "--no-check"]
                    + arguments)
            #expect(run.status == status, "\(run.output)\(run.errors)")
            #expect(run.errors.contains(text), "\(run.errors)")
            #expect(!FileManager.default.fileExists(atPath: place.dropIn))
        }
    }

    @Test func whereNothingOrTooMuchIsFoundItSaysWhatToDo() async throws {
        try await withPlace { place in
            let none = try await Run(
                "setup", "--config", place.configuration, "--search", "\(place.root)/etc", "--no-check")
            #expect(none.status == 3)
            #expect(
                none.errors.contains("No TrustSettings.xml was found; say where it is with --settings-file"))
            try "x".write(
                toFile: "\(place.root)/share/TrustSettings.xml", atomically: true, encoding: .utf8)
            let two = try await setup(place, "--no-check")
            #expect(two.status == 3)
            #expect(two.errors.contains("There are 2 of them"))
        }
    }

    @Test func aDryRunWritesNothing() async throws {
        try await withPlace { place in
            let run = try await setup(place, "--dry-run")
            #expect(run.status == 0)
            #expect(run.output.contains("    SettingsFile=\(place.settingsFile)\n"))
            #expect(!FileManager.default.fileExists(atPath: place.dropIn))
        }
    }

    /// At a real terminal: wrong answers are refused, and an empty one takes the proposal.
    @Test func aPersonIsAsked() async throws {
        try await withPlace { place in
            let script = "\(place.root)/ask"
            try """
            exec '\(try Run.program)' setup --config '\(place.configuration)' --search '\(place.root)/share' --no-check
            """.write(toFile: script, atomically: true, encoding: .utf8)
            let answers = [
                "nowhere.xml", "", "", "socks5://proxy", "http://proxy.example:3128", "perhaps", "yes",
            ]
            let input = "\(place.root)/answers"
            try (answers.joined(separator: "\n") + "\n").write(
                toFile: input, atomically: true, encoding: .utf8)
            let run = try await Run.tool(
                "/usr/bin/bash", "-c", "script -qec 'bash \(script)' /dev/null <\(input)")
            #expect(run.status == 0, "\(run.output)")
            for expected in [
                "Give its whole path, which begins with a \"/\".",
                "Only proxies that begin with http:// are supported",
                "Please answer yes or no.", "is written.",
            ] {
                #expect(run.output.contains(expected), "\(expected) in\n\(run.output)")
            }
            let text = try place.written()
            #expect(text.contains("URL=http://proxy.example:3128"))
            #expect(text.contains("UserStore=\(place.store)"))
        }
    }
}
