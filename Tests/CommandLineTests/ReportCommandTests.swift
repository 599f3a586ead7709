import Foundation
import Memory
import TestSupport
import Testing

@testable import WatchCore
@testable import connector_watch

/// The built `connector-watch report`.
@Suite(.timeLimit(.minutes(2))) struct ReportCommandTests {
    /// Calls `body` with a directory, and the options for a configuration of one open port in it.
    private func withPort(_ body: (TemporaryDirectory, [String]) async throws -> Void) async throws {
        let open = try OpenPort()
        try await withTemporaryDirectory { directory in
            try await withConfiguration("[Port open]\nHost=ok.test\nPorts=\(open.port)\n") { file in
                try await body(directory, ["report", "--config", file, "--snapshot", "/none", "--html"])
            }
        }
    }

    @Test func thePageIsWrittenAndItsSentenceTold() async throws {
        try await withPort { directory, options in
            let file = directory.appending(path: "report.html").path
            let run = try await ConnectorWatch.run(options + [file])
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.output == "All is well: 2 checks passed. See \"\(file)\".\n")
            let page = try String(contentsOfFile: file, encoding: .utf8)
            #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
            #expect(page.hasSuffix("</html>\n"))
            #expect(
                page.contains("default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:"))
            #expect(
                page.contains("The history of the checks is not available. The daemon is not running: "))
            #expect(!page.contains("What is wrong"))
            let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
            #expect(names == ["report.html"], "Nothing is left beside it.")
        }
    }

    @Test func theFilesModeFollowsTheUmask() async throws {
        try await withPort { directory, options in
            for (mask, mode) in [("022", 0o644), ("027", 0o640), ("077", 0o600)] {
                let file = directory.appending(path: mask).path
                let words =
                    ["-c", "umask \(mask); exec \"$@\"", "bash", ConnectorWatch.path] + options + [
                        file, "--no-look",
                    ]
                let run = try await Program.run(["/bin/bash"] + words)
                #expect(run.status == 3, "No checks were run, and no daemon runs.")
                let attributes = try FileManager.default.attributesOfItem(atPath: file)
                #expect(attributes[.posixPermissions] as? Int == mode)
            }
        }
    }

    @Test func aFileThatIsReplacedKeepsItsModeAndOwner() async throws {
        try await withPort { directory, options in
            let file = directory.appending(path: "old.html").path
            let made = try await Program.run(
                "/usr/bin/bash", "-c", "touch '\(file)' && chown 1:2 '\(file)' && chmod 600 '\(file)'")
            try #require(made.status == 0, "\(made.errors)")
            #expect(try await ConnectorWatch.run(options + [file, "--no-look"]).status == 3)
            let attributes = try FileManager.default.attributesOfItem(atPath: file)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            #expect(attributes[.ownerAccountID] as? Int == 1)
            #expect(attributes[.groupOwnerAccountID] as? Int == 2)
            #expect(try String(contentsOfFile: file, encoding: .utf8).hasPrefix("<!DOCTYPE html>"))
        }
    }

    @Test func aLinkIsFollowedAndADeviceLeftAlone() async throws {
        try await withPort { directory, options in
            let (file, link) = (
                directory.appending(path: "old.html").path, directory.appending(path: "link").path
            )
            try "old".write(toFile: file, atomically: true, encoding: .utf8)
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
            #expect(try await ConnectorWatch.run(options + [link, "--no-look"]).status == 3)
            #expect(try String(contentsOfFile: file, encoding: .utf8).hasPrefix("<!DOCTYPE html>"))
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == file)
            let pipe = directory.appending(path: "pipe").path
            #expect(mkfifo(pipe, 0o600) == 0)
            for place in [pipe, directory.path] {
                let run = try await ConnectorWatch.run(options + [place, "--no-look"])
                #expect(run.status == 3)
                #expect(run.errors == "\"\(place)\" is not a regular file; use \"-\" for standard output.\n")
            }
            let nowhere = try await ConnectorWatch.run(options + ["/nowhere/x.html", "--no-look"])
            #expect(
                nowhere.errors
                    == "Failed to write \"/nowhere/x.html\": No such file or directory.\n")
        }
    }

    @Test func whatTheDaemonKnowsIsShownWithoutALook() async throws {
        try await withTemporaryDirectory { directory in
            var snapshot = ReportSample.snapshot
            snapshot.time = Date() - 5
            let hours = (Date().timeIntervalSince(noon) / 3600).rounded(.down) * 3600
            for index in snapshot.checks.indices { snapshot.checks[index].trend?.hour += hours }
            let status = directory.appending(path: "status.json")
            try Data(snapshot.encoded()).write(to: status)
            try await withConfiguration("[Port open]\nHost=nowhere.test\nPorts=1\n") { file in
                let options = [
                    "report", "--config", file, "--snapshot", status.path, "--html", "-", "--no-look",
                ]
                let run = try await ConnectorWatch.run(options)
                #expect(run.status == 2, "\(run.errors)")
                let first = try #require(snapshot.checks.first?.trend?.byHour.first?.begins)
                for expected in [
                    "1 active alert: Port unreachable (port mail.example:443).", "incident 328a8f4285705663",
                    "of 11520 probes passed since \(first.minute) UTC", "of 1152 probes passed",
                    "class=\"latency\"", "not tested",
                ] {
                    #expect(run.output.contains(expected), "\(expected)")
                }
                #expect(!run.output.contains("Results of the checks"))
                // A daemon that is gone says nothing about now.
                snapshot.time -= 1000
                try Data(snapshot.encoded()).write(to: status)
                let gone = try await ConnectorWatch.run(options)
                #expect(gone.status == 3)
                #expect(
                    gone.output.contains(
                        "This is what the daemon knew when it last wrote its snapshot. The daemon is not running"
                    ))
            }
        }
    }

    @Test func aWholePageOfTheSampleTellsWhatIsWrong() async throws {
        try await withTemporaryDirectory { directory in
            let sample = directory.appending(path: "sample").path
            let made = try await Program.run(Repository.path("packaging/make-sample"), sample)
            try #require(made.status == 0, "\(made.errors)")
            try "[Connector]\nCloud=none\n".write(
                toFile: "\(sample)/connector-watch.conf.d/alone.conf", atomically: true, encoding: .utf8)
            let run = try await ConnectorWatch.run(
                "report", "--config", "\(sample)/connector-watch.conf", "--snapshot", "/none", "--html", "-")
            #expect(run.status == 2, "\(run.errors)")
            for expected in [
                "first of all trust certificate expires soon (trust).", "1002", "today, 9 days left",
                "its renewal has been overdue since", "class=\"lifeline\" role=\"img\"",
            ] {
                #expect(run.output.contains(expected), "\(expected) in\n\(run.output)")
            }
        }
    }

    /// As `trust` has it: the running daemon's, what the last one saved, or what its snapshot told.
    @Test func whichCertificatesStoodThereIsToldWithoutADaemon() async throws {
        try await withTemporaryDirectory { directory in
            let settings = ReportSample.trust.settingsFile
            let drop = "[Connector]\nCloud=none\n[Trust]\nSettingsFile=\(settings)\n"
            let (file, status) = (directory.appending(path: "cw.conf"), directory.appending(path: "status"))
            try drop.write(to: file, atomically: true, encoding: .utf8)
            func page() async throws -> String {
                try await ConnectorWatch.run(
                    "report", "--config", file.path, "--snapshot", status.path, "--state", directory.path,
                    "--html", "-", "--no-look"
                ).output
            }
            #expect(try await page().contains("there is no saved state in &quot;\(directory.path)&quot;."))

            var snapshot = ReportSample.snapshot
            snapshot.time = Date() - 1000
            try Data(snapshot.encoded()).write(to: status)
            let told = try await page()
            #expect(told.contains("The daemon is not running, or it hangs; this is from its snapshot of "))
            #expect(told.contains(ReportSample.thumbprint("A").text))

            let saved = ReportSample.thumbprint("B")
            var history = TrustHistory(
                current: TrustRecord(
                    settings: TrustSettings(thumbprint: saved, isInUserStore: false), facts: nil))
            let next = TrustSettings(thumbprint: ReportSample.thumbprint("C"), isInUserStore: true)
            history.advance(to: TrustRecord(settings: next, facts: nil), .firstRenewal, at: noon)
            var state = SavedState()
            state.checks = [
                SavedState.SavedCheck(
                    name: CheckName("trust"), target: settings, trackers: [], history: history)
            ]
            let memory = MemoryStore(directory: directory.path)
            #expect(await memory.save(StateChange(whole: state), at: noon).failure == nil)
            await memory.close()
            let kept = try await page()
            #expect(kept.contains("The daemon is not running; this is from its saved state:"))
            #expect(kept.contains(saved.text) && kept.contains("first-renewal"))
            #expect(!kept.contains(ReportSample.thumbprint("A").text))
        }
    }

    @Test(arguments: [
        (["--html", "-", "--since", "soon"], Int32(64), "Invalid time \"soon\""),
        (["--html", "-", "--since", "2999-01-01"], 64, "\"--since 2999-01-01\" is not in the past."),
        ([], 64, "--html <file>"), (["--html", "-", "--config", "/nowhere.conf"], 3, "/nowhere.conf"),
    ])
    func whatIsAskedWronglyIsExplained(arguments: [String], status: Int32, text: String) async throws {
        let run = try await ConnectorWatch.run(["report"] + arguments)
        #expect(run.status == status)
        #expect(run.errors.contains(text), "\(run.errors)")
        #expect(run.output.isEmpty)
    }
}
