import Foundation
import TestSupport
import Testing

/// The built `connector-watch config`, as an administrator runs it.
@Suite(.timeLimit(.minutes(2))) struct ConfigCommandTests {
    @Test func theShippedConfigurationIsFine() async throws {
        let check = try await ConnectorWatch.run(
            "config", "check", "--config", Repository.path("config/connector-watch.conf"))
        #expect(check.status == 0, "\(check.errors)")
        #expect(check.output.contains("is valid: "))
    }

    @Test func whatIsShownIsAcceptedAgain() async throws {
        let shown = try await ConnectorWatch.run(
            "config", "show", "--config", Repository.path("config/connector-watch.conf"))
        #expect(shown.status == 0)
        try await withTemporaryDirectory { directory in
            let file = directory.appending(path: "shown.conf").path
            try shown.output.write(toFile: file, atomically: true, encoding: .utf8)
            let check = try await ConnectorWatch.run("config", "check", "--config", file)
            #expect(check.status == 0, "\(check.output)\(check.errors)")
        }
    }

    @Test func everyErrorIsShownWithItsPlace() async throws {
        try await withTemporaryDirectory { directory in
            let file = directory.appending(path: "wrong.conf").path
            try "[Defaults]\nIntervall=1s\nTimeout=never\n".write(
                toFile: file, atomically: true, encoding: .utf8)
            let check = try await ConnectorWatch.run("config", "check", "--config", file)
            #expect(check.status == 1)
            let said = check.output + check.errors
            #expect(said.contains("\(file):2:1: error: Unknown key \"Intervall\""))
            #expect(said.contains("did you mean \"Interval\"?"))
            #expect(said.contains("\(file):3:9: error: "))
        }
    }

    /// What a terminal would obey or hide stands there by its number, and the carets are below it.
    @Test func whatDoesNotShowIsShownByItsNumber() async throws {
        try await withTemporaryDirectory { directory in
            let file = directory.appending(path: "wrong.conf").path
            try """
            [Connector]
            Name=a\u{202e}b
            \u{200b}Clowd=none
            Cloud=\u{1b}[31mnone

            """.write(toFile: file, atomically: true, encoding: .utf8)
            let check = try await ConnectorWatch.run("config", "check", "--config", file)
            #expect(check.status == 1)
            #expect(
                check.output == """
                    \(file):2:6: warning: The hidden character U+202E is kept as part of the value of Name=; remove it \
                    unless it is meant.
                      Name=a\\u{202E}b
                           ^^^^^^^^^^
                    \(file):3:1: error: Unknown key "\\u{200B}Clowd" in [Connector]; did you mean "Cloud"?
                      \\u{200B}Clowd=none
                      ^^^^^^^^^^^^^
                    \(file):4:7: error: Control character U+001B is not allowed in a configuration file.
                      Cloud=\\u{1B}[31mnone
                            ^^^^^^

                    """)
            for arguments in [["check"], ["report", "--html", "-"], ["simulate"], ["config", "show"]] {
                let run = try await ConnectorWatch.run(arguments + ["--config", file])
                #expect(
                    !(run.output + run.errors).unicodeScalars.contains { $0 == "\u{202e}" || $0 == "\u{1b}" })
            }
            let option = try await ConnectorWatch.run("check", "--\u{202e}x")
            #expect(option.status == 64)
            #expect(option.errors.contains("\\u{202E}x") && !option.errors.contains("\u{202e}"))
        }
    }

    @Test func whatIsKeptAsTextIsWarnedOfAndShownAsItIs() async throws {
        try await withTemporaryDirectory { directory in
            let file = directory.appending(path: "kept.conf").path
            try "[Connector]\nCloud=none\nName=\"hq\" # first\n".write(
                toFile: file, atomically: true, encoding: .utf8)
            let check = try await ConnectorWatch.run("config", "check", "--config", file)
            #expect(check.status == 0)
            #expect(
                check.output.contains(
                    "\(file):3:6: warning: \"# first\" is kept as part of the value of Name=;"))
            let shown = try await ConnectorWatch.run("config", "show", "--config", file)
            #expect(shown.output.contains("\nName=\"hq\" # first\n"))
        }
    }

    @Test func aPasswordInAnAddressIsNotShown() async throws {
        try await withTemporaryDirectory { directory in
            let file = directory.appending(path: "wrong.conf").path
            try "[Proxy]\nURL=http://user:hunter2@p.test:1\n".write(
                toFile: file, atomically: true, encoding: .utf8)
            let check = try await ConnectorWatch.run("config", "check", "--config", file)
            let said = check.output + check.errors
            #expect(said.contains("\n  URL=http://************@p.test:1\n      ^"), "\(said)")
            #expect(!said.contains("hunter2"))
        }
    }
}
