import Foundation
import TestSupport
import Testing

/// Several agents on one host.
extension SetupCommandTests {
    @Test func ofSeveralAgentsEachGetsASectionWithItsOwnStore() async throws {
        try await withSetupPlace { place in
            let second = try await place.addAgent("hq 02 (Wien)/Config", store: "hq-02/stores/machine")
            let third = try await place.addAgent("hq 02/Wien/Config", store: "my", isInUserStore: true)
            let fourth = try await place.addAgent("Wien/Conf", store: "Wien/x509stores/my")
            let run = try await place.setup("--yes")
            #expect(run.status == 0, "\(run.output)\(run.errors)")
            let text = try place.written()
            #expect(
                text.hasSuffix(
                    """

                    [Trust]
                    SettingsFile=\(place.settingsFile)
                    UserStore=
                    UserStore=\(place.store)

                    [Trust Conf]
                    SettingsFile=\(fourth.settingsFile)
                    MachineStore=
                    MachineStore=\(place.share)/Wien/x509stores/my

                    [Trust hq-02-Wien]
                    SettingsFile=\(second.settingsFile)
                    MachineStore=
                    MachineStore=\(place.share)/hq-02/stores/machine

                    [Trust Wien]
                    SettingsFile=\(third.settingsFile)
                    UserStore=
                    UserStore=\(place.share)/my

                    """), "\(text)")
            for name in [[], ["hq-02-Wien"], ["Wien"], ["Conf"]] {
                let check = try await ConnectorWatch.run(["trust", "--config", place.configuration] + name)
                #expect(check.status == 2)
                #expect(check.output.contains("9 days left"), "\(check.output)")
            }
            #expect(run.words.contains("trust hq-02-Wien"))
        }
    }

    @Test func oneAgentIsSetUpOnceHoweverItIsReached() async throws {
        try await withSetupPlace { place in
            let link = "\(place.root)/link"
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: place.share)
            let search = ["--search", "\(place.share)/", "--search", link, "--no-check"]
            let run = try await place.setup(["--yes"] + search)
            #expect(run.status == 0, "\(run.errors)")
            let text = try place.written()
            #expect(
                text.split(separator: "\n").filter { $0.hasPrefix("SettingsFile=") }.count == 1, "\(text)")
            #expect(!text.contains("//"))
            let doubled = place.settingsFile.replacingOccurrences(of: "/Config/", with: "//./Config/")
            let given = ["--settings-file", doubled, "--settings-file", place.settingsFile, "--no-check"]
            #expect(try await place.setup(given).status == 0)
            #expect(try place.written().contains("SettingsFile=\(place.settingsFile)\n"))
            #expect(try !place.written().contains("[Trust "))
        }
    }

    @Test func aFolderThatNoConfigurationCanNameIsLeftOut() async throws {
        try await withSetupPlace { place in
            _ = try await place.addAgent("a\u{1B}[31mb/Config", store: "hq-02/stores/machine")
            let run = try await place.setup("--yes", "--no-check")
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.words.contains("Skipped \(place.share)/a\\u{1B}[31mb/Config"), "\(run.output)")
            #expect(!run.output.contains("\u{1B}"))
            #expect(try !place.written().contains("[Trust "))
        }
    }

    @Test func aPathThatIsNotWholeIsRefused() async throws {
        try await withSetupPlace { place in
            for path in ["", "Config/TrustSettings.xml"] {
                let run = try await place.setup("--settings-file", path)
                #expect(run.status == 64)
                #expect(run.errors.contains("\"\(path)\" is not an absolute path"))
            }
        }
    }

    @Test func namesOfAgentsAreShortLegalAndEachGivenOnce() async throws {
        try await withSetupPlace { place in
            let product = "Microsoft Entra private network connector"
            let folders = ["a", "b", "c/\(product)/Config", "d/\(product)/Config", "d/Цех/Config"]
            let files = folders.map { "\(place.root)/\($0)/TrustSettings.xml" }
            let given =
                files + ["\(place.root)/\(String(repeating: "x", count: 90))/TrustSettings.xml", files[1]]
            let run = try await place.setup(["--no-check"] + given.flatMap { ["--settings-file", $0] })
            #expect(run.status == 0, "\(run.errors)")
            let sections = try place.written().split(separator: "\n").filter { $0.hasPrefix("[") }
            #expect(
                sections == [
                    "[Trust]", "[Trust b]", "[Trust Microsoft-Entra-private-network]",
                    "[Trust Microsoft-Entra-private-network-2]", "[Trust agent]",
                    "[Trust \(String(repeating: "x", count: 32))]",
                ])
        }
    }

    @Test func storesOfOptionsAreThoseOfTheFirstAgentGiven() async throws {
        try await withSetupPlace { place in
            let second = try await place.addAgent("hq-02/Config", store: "hq-02/my", isInUserStore: true)
            let run = try await place.setup(
                "--no-check", "--settings-file", second.settingsFile, "--settings-file", place.settingsFile,
                "--user-store", "/elsewhere")
            #expect(run.status == 0, "\(run.errors)")
            let text = try place.written()
            #expect(
                text.hasSuffix(
                    """

                    [Trust]
                    SettingsFile=\(second.settingsFile)
                    UserStore=
                    UserStore=/elsewhere

                    [Trust Microsoft-AAD-Application-Proxy]
                    SettingsFile=\(place.settingsFile)
                    UserStore=
                    UserStore=\(place.store)

                    """), "\(text)")
        }
    }

    @Test func whatAnotherFileSaysAboutAnySectionIsNoticed() async throws {
        try await withSetupPlace { place in
            _ = try await place.addAgent("hq-02/Config", store: "hq-02/my")
            let later = "\(place.configuration).d/zz.conf"
            try FileManager.default.createDirectory(
                atPath: "\(place.configuration).d", withIntermediateDirectories: true)
            try "[Trust hq-02]\nMachineStore=/elsewhere\n".write(
                toFile: later, atomically: true, encoding: .utf8)
            let run = try await place.setup("--no-check")
            #expect(run.status == 3, "\(run.output)")
            #expect(run.errors.contains("a file with a later name overrides [Trust hq-02] ("))
            #expect(!FileManager.default.fileExists(atPath: place.dropIn))
        }
    }

    /// Home directories are hidden from the service, whichever agent's files lie there.
    @Test func theAdviceSpeaksOfEveryAgentsFiles() async throws {
        try await withSetupPlace { place in
            let run = try await place.setup(
                "--no-check", "--settings-file", "/home/a/TrustSettings.xml", "--user-store",
                "/home/my store",
                "--settings-file", place.settingsFile, "--settings-file", "/root/b/TrustSettings.xml")
            #expect(run.status == 0, "\(run.errors)")
            #expect(
                run.output.contains(
                    """
                        BindReadOnlyPaths=/home/a/TrustSettings.xml
                        BindReadOnlyPaths="/home/my store"
                        BindReadOnlyPaths=/root/b/TrustSettings.xml
                      systemctl enable
                    """), "\(run.output)")
        }
    }

    /// At a real terminal; what is no number of the list is refused.
    @Test(arguments: [
        (["0", "4", "1 4", "one", ",", "-9223372036854775808", "3, 1 3"], [2, 0]), (["2"], [1]),
        (["All"], [0, 1, 2]), ([""], [0, 1, 2]),
    ])
    func aPersonIsAskedWhichAgents(answers: [String], taken: [Int]) async throws {
        try await withSetupPlace { place in
            let second = try await place.addAgent("hq-02/Config", store: "hq-02/my")
            let third = try await place.addAgent("hq-03/Config", store: "hq-03/my")
            let files = [place.settingsFile, second.settingsFile, third.settingsFile]
            let stores = taken.map { _ in "" }
            let run = try await place.setup(answering: answers + stores + ["none", "yes"])
            #expect(run.status == 0, "\(run.output)")
            for (index, file) in files.enumerated() {
                #expect(run.output.contains("Found \(index + 1): \(file)\r\n"), "\(run.output)")
            }
            for answer in answers.dropLast() {
                let complaint = "\"\(answer)\" is not in the list; answer \"all\", or numbers from 1 to 3."
                #expect(run.output.contains(complaint), "\(run.output)")
            }
            let lines = try place.written().split(separator: "\n")
            #expect(
                lines.filter { $0.hasPrefix("SettingsFile=") } == taken.map { "SettingsFile=\(files[$0])" })
            #expect(lines.filter { $0.hasPrefix("[") }.first == "[Trust]")
        }
    }
}
