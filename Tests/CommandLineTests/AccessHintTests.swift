import Foundation
import TestSupport
import Testing

/// The advice for a user who has no permission to read the trust files.
@Suite(.timeLimit(.minutes(2))) struct AccessHintTests {
    /// Calls `body` with the sample connector's directory, which everybody may read, the private keys, too.
    private func withSample(_ body: (String) async throws -> Void) async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appending(path: "sample").path
            let made = try await Program.run(Repository.path("packaging/make-sample"), path)
            try #require(made.status == 0, "\(made.errors)")
            try "[Connector]\nCloud=none\n".write(
                toFile: "\(path)/connector-watch.conf.d/alone.conf", atomically: true, encoding: .utf8)
            try await change("-R a+rX", directory.path)
            try await body(path)
        }
    }

    private func change(_ mode: String, _ path: String) async throws {
        try await Program.bash("chmod \(mode) '\(path)'")
    }

    /// Runs a command as the user "nobody" of a group that has nothing.
    private func run(_ words: String..., sample: String, user: Int = 65534) async throws -> Program {
        try await Program.run(
            ["/usr/bin/setpriv", "--reuid=\(user)", "--regid=65534", "--clear-groups", ConnectorWatch.path]
                + words
                + ["--config", "\(sample)/connector-watch.conf"])
    }

    private func hint(_ who: String, _ path: String, _ mode: Int) -> String {
        "Only \(who) can read \"\(path)\" (mode \(mode)): run this as root, "
            + "or as root with \"runuser -u connector-watch --\" before the command."
    }

    @Test func itSaysWhoMayReadTheFileOrTheDirectoryAboveIt() async throws {
        try await withSample { sample in
            let (settings, store) = ("\(sample)/TrustSettings.xml", "\(sample)/store")
            func said(_ who: String, _ path: String, _ mode: Int) async throws {
                let trust = try await run("trust", "--snapshot", "/none", sample: sample)
                #expect(trust.words.hasSuffix(hint(who, path, mode)), "\(trust.output)\(trust.errors)")
            }
            try await change("600", settings)
            try await said("root", settings, 600)
            try await change("640", settings)
            try await said("root and the group root", settings, 640)
            try await change("644", settings)
            try await change("711", store)
            try await said("root", store, 711)
            let owned = try await Program.run("/usr/bin/chown", "1", store)
            try #require(owned.status == 0)
            try await change("750", store)
            try await said("root and its owner daemon and the group root", store, 750)
        }
    }

    @Test func everyCommandThatProbesSaysIt() async throws {
        try await withSample { sample in
            let store = "\(sample)/store"
            try await change("700", store)
            let expected = hint("root", store, 700)
            #expect(try await run("check", sample: sample).words.hasSuffix(expected))
            let page = try await run("report", "--html", "-", "--snapshot", "/none", sample: sample)
            #expect(
                page.output.contains(
                    "<p class=\"note\">\(expected.replacing("\"", with: "&quot;"))</p>"), "\(page.errors)")
            let simulation = try await run("simulate", sample: sample)
            #expect(simulation.errors.hasSuffix("\(expected)\n"))
            let json = try await run("check", "--format", "json", sample: sample)
            #expect(!json.output.contains("runuser") && json.errors.isEmpty)
            // Root is not spoken to.
            #expect(!(try await run("check", sample: sample, user: 0).output.contains("runuser")))
            try await change("755", store)
            #expect(!(try await run("check", sample: sample).output.contains("runuser")))
        }
    }

    @Test func aSimulationOfWhatCannotBeReadIsNone() async throws {
        try await withSample { sample in
            try await change("700", "\(sample)/store")
            let store = try await run("simulate", sample: sample)
            #expect(store.status == 3 && store.output.isEmpty, "\(store.output)")
            #expect(
                store.errors.hasPrefix(
                    "\"\(sample)/store\" in the certificate store cannot be read: Permission denied. "),
                "\(store.errors)")
            try await change("600", "\(sample)/TrustSettings.xml")
            let settings = try await run("simulate", "--format", "json", sample: sample)
            #expect(settings.status == 3 && settings.output.isEmpty, "\(settings.output)")
            #expect(
                settings.errors.hasPrefix(
                    "\"\(sample)/TrustSettings.xml\" cannot be read: Permission denied. "))
            // That it is gone is something to announce.
            try await change("755", "\(sample)/store")
            try await change("644", "\(sample)/TrustSettings.xml")
            try FileManager.default.removeItem(atPath: "\(sample)/store")
            try FileManager.default.createDirectory(
                atPath: "\(sample)/store", withIntermediateDirectories: true)
            let gone = try await run("simulate", sample: sample)
            #expect(gone.status == 0 && gone.output.contains("1004"), "\(gone.output)\(gone.errors)")
        }
    }
}
