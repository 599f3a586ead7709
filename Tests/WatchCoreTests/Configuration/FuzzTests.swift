import Foundation
import TestSupport
import Testing

@testable import WatchCore

struct FuzzTests {
    private static let pieces = [
        "\\\n", "\n", "=", "[", "]", "\"", "'", "#", "\0", "\u{e9}", "[Port a]\n", "[Trust x]\n", "Ports=",
        "Host=",
        "99999999999999999999", "Cloud=none\n", "infinity", "1min 30s", " ", "\t", "\r\n", "::", "*.",
        "<tenant>",
    ].map { Array($0.utf8) }

    @Test(.timeLimit(.minutes(2)), arguments: UInt64(1)...8)
    func noMutationOfTheExampleBreaksTheReader(seed: UInt64) throws {
        let example = Array(try Data(contentsOf: Repository.file("config/connector-watch.conf")))
        let original = Array(String(decoding: example, as: UTF8.self).replacing("\n#", with: "\n").utf8)
        var numbers = SeededGenerator(seed: seed)
        for _ in 0..<40 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...12, using: &numbers) { mutate(&bytes, &numbers) }
            try check(bytes)
        }
    }

    private func mutate(_ bytes: inout [UInt8], _ numbers: inout SeededGenerator) {
        let start = Int.random(in: 0..<max(1, bytes.count), using: &numbers)
        let end = min(bytes.count, start + Int.random(in: 0...40, using: &numbers))
        switch Int.random(in: 0..<4, using: &numbers) {
        case 0: bytes.replaceSubrange(min(start, end)..<end, with: [])
        case 1:
            bytes.insert(contentsOf: Self.pieces.randomElement(using: &numbers) ?? [], at: min(start, end))
        case 2: bytes.insert(contentsOf: bytes[min(start, end)..<end], at: min(start, end))
        default:
            for index in min(start, end)..<end {
                bytes[index] = UInt8.random(in: .min ... .max, using: &numbers)
            }
        }
    }

    /// Every problem lies within the file, and what is valid stays the same when it is shown and read again.
    private func check(_ bytes: [UInt8]) throws {
        let fragment = ConfigurationFragment(path: "f", bytes: bytes)
        switch Configuration.read([fragment], hostName: "h", withEffective: true) {
        case .success(let configuration):
            let shown = ConfigurationFragment(path: "g", text: configuration.effective.configurationText)
            #expect(try Configuration.read([shown], hostName: "h").get().settings == configuration.settings)
        case .failure(let problems):
            #expect(problems.errors > 0)
            let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            for span in problems.kept.compactMap(\.span) where span.file == "f" {
                #expect((1...lines.count).contains(span.line))
                #expect((1...(lines[span.line - 1].count + 1)).contains(span.column))
            }
        }
    }
}
