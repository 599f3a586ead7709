import Foundation
import TestSupport
import Testing

/// The store that is not in use yet, and who may read all of them.
extension SetupCommandTests {
    private static let userStores = [".dotnet/corefx/cryptography/x509stores/my", "stores/user"]

    private func makeDirectory(_ path: String) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    /// The certificate moves there with the first renewal.
    @Test(arguments: userStores, [["c/Config", "c"], ["elsewhere", "c"], ["c/Config", "elsewhere"]])
    func theOtherStoreOfTheSameHomeIsWritten(userStore: String, folders: [String]) async throws {
        try await withSetupPlace { place in
            let (config, home) = (folders[0], folders[1])
            let agent = try await place.addAgent(config, store: "\(home)/stores/machine")
            let other = "\(place.share)/c/\(userStore)"
            try makeDirectory(other)
            let run = try await place.setup("--no-check", "--settings-file", agent.settingsFile)
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.output.contains("Found the user store \(other)\n"), "\(run.output)")
            #expect(
                try place.written().hasSuffix(
                    """
                    MachineStore=
                    MachineStore=\(place.share)/\(home)/stores/machine
                    UserStore=
                    UserStore=\(other)

                    """))
            #expect(!run.output.contains("the default is kept"))
        }
    }

    @Test func aRenewalAfterwardsRaisesNothing() async throws {
        try await withSetupPlace { place in
            let agent = try await place.addAgent("c/Config", store: "c/stores/machine")
            let other = "c/\(Self.userStores[0])"
            try makeDirectory("\(place.share)/\(other)")
            _ = try await place.setup("--no-check", "--settings-file", agent.settingsFile)
            _ = try await place.addAgent("c/Config", store: other, isInUserStore: true)
            let trust = try await ConnectorWatch.run("trust", "--config", place.configuration)
            #expect(trust.output.contains(", in the user store"), "\(trust.output)")
            #expect(!trust.output.contains("1009"))
        }
    }

    @Test(arguments: [(true, "machine", "a new registration"), (false, "user", "the first renewal")])
    func withoutOneItSaysWhenThatWillMatter(isInUserStore: Bool, word: String, move: String) async throws {
        try await withSetupPlace { place in
            let agent = try await place.addAgent("c/Config", store: "c/own", isInUserStore: isInUserStore)
            let run = try await place.setup("--no-check", "--settings-file", agent.settingsFile)
            #expect(
                run.output.contains(
                    "No \(word) store was found in the same home, so the default is kept; \(move) will put the "
                        + "certificate there. Name the store with --\(word)-store.\n"), "\(run.output)")
            let given = try await place.setup(
                "--no-check", "--settings-file", agent.settingsFile, "--\(word)-store", "/given")
            #expect(!given.output.contains("the default is kept"), "\(given.output)")
        }
    }

    @Test func aPersonIsAskedAboutTheOtherStore() async throws {
        try await withSetupPlace { place in
            let machine = "\(place.share)/home/stores/machine"
            try makeDirectory(machine)
            let run = try await place.setup(answering: ["", "", "", "none", "yes"])
            #expect(
                run.output.contains(
                    "The machine store, where a new registration will put it (empty for the default) [\(machine)]: "
                ),
                "\(run.output)")
            #expect(try place.written().contains("MachineStore=\nMachineStore=\(machine)\nUserStore=\n"))
        }
    }

    /// Root sees everything, the service's user does not.
    @Test func whatTheServicesUserMayNotReadIsNamed() async throws {
        try await withSetupPlace { place in
            let agent = try await place.addAgent("c/Config", store: "c/stores/machine")
            let store = "\(place.share)/c/stores/machine"
            let file = "\(store)/\(agent.thumbprint).pfx"
            let user = "\(place.share)/c/stores/user"
            try makeDirectory(user)
            func expect(_ paths: [String], after modes: String) async throws {
                let script = """
                    set -e
                    chmod 644 '\(agent.settingsFile)'
                    chmod \(modes)
                    for base in passwd group; do
                        grep -v '^connector-watch:' /etc/$base >'\(place.root)/'$base
                        echo 'connector-watch:x:65533:65533::/:/bin/false' >>'\(place.root)/'$base
                        mount --bind '\(place.root)/'$base /etc/$base
                    done
                    exec '\(ConnectorWatch.path)' setup --config '\(place.configuration)' --search '\(place.share)' \
                        --no-check --settings-file '\(agent.settingsFile)'
                    """
                let run = try await Program.run("/usr/bin/unshare", "--mount", "/usr/bin/bash", "-c", script)
                #expect(run.status == 0, "\(run.output)\(run.errors)")
                let beginning = "  The user connector-watch cannot read "
                let shown = run.output.split(separator: "\n").filter { $0.hasPrefix(beginning) }
                #expect(shown == paths.map { "\(beginning)\($0) yet." }, "\(run.output)")
            }
            try await expect([], after: "755 '\(store)' && chmod 644 '\(file)'")
            try await expect([file], after: "600 '\(file)'")
            try await expect([user, file], after: "700 '\(user)'")
            try await expect([store, user, file], after: "700 '\(store)'")
        }
    }
}
