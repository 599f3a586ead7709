import Foundation
import Testing

/// The built `connector-watch config`, as an administrator runs it.
@Suite(.timeLimit(.minutes(5))) struct ConfigCommandTests {
    private static let shipped = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "config/connector-watch.conf").path

    private func config(_ arguments: String...) async throws -> Program {
        try await Program.run([try Program.connectorWatch(), "config"] + arguments)
    }

    @Test func theShippedConfigurationIsFine() async throws {
        let check = try await config("check", "--config", Self.shipped)
        #expect(check.status == 0, "\(check.errors)")
        #expect(check.output.contains("is fine: "))
    }

    @Test func whatIsShownIsAcceptedAgain() async throws {
        let shown = try await config("show", "--config", Self.shipped)
        #expect(shown.status == 0)
        try await withTemporaryDirectory { directory in
            let file = directory + "/shown.conf"
            try shown.output.write(toFile: file, atomically: true, encoding: .utf8)
            let check = try await config("check", "--config", file)
            #expect(check.status == 0, "\(check.output)\(check.errors)")
        }
    }

    @Test func everyErrorIsShownWithItsPlace() async throws {
        try await withTemporaryDirectory { directory in
            let file = directory + "/wrong.conf"
            try "[Defaults]\nIntervall=1s\nTimeout=never\n".write(
                toFile: file, atomically: true, encoding: .utf8)
            let check = try await config("check", "--config", file)
            #expect(check.status == 1)
            let said = check.output + check.errors
            #expect(said.contains("\(file):2:1: error: \"Intervall\" is no key"))
            #expect(said.contains("did you mean \"Interval\"?"))
            #expect(said.contains("\(file):3:9: error: "))
        }
    }
}
