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
