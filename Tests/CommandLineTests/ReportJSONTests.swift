import Foundation
import TestSupport
import Testing
import WatchCore

@testable import connector_watch

struct ReportJSONTests {
    /// The keys of a report of these checks.
    private func keys(_ report: Report) throws -> [String] {
        try JSONKeys.of(try JSONDocument.text(ReportDocument(report))).filter(JSONKeys.isOfFixedSet)
    }

    @Test func whatHidesInATextIsEscapedAndReadBackTheSame() throws {
        let text = "a\u{202E}b\u{200B}c\u{E0001}d\u{1B}e\u{2028}ü €"
        let document = try JSONDocument.text([text])
        #expect(document.unicodeScalars.allSatisfy { $0 == "\n" || !$0.isHidden })
        #expect(document.contains("a\\u202eb\\u200bc\\udb40\\udc01d\\u001be\\u2028ü €"))
        #expect(try JSONDecoder().decode([String].self, from: Data(document.utf8)) == [text])
    }

    @Test func theKeysArePromised() throws {
        let report = Report.sample([.port(host: "a.example", failure: .refused)], leftOut: ["port b:1"])
        let help = try await ConnectorWatch.run("check", "--help").output
        let words = Set(help.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init))
        for key in try keys(report) {
            let name = try #require(key.split(separator: ".").last)
            #expect(words.contains(String(name)), "\(key)")
        }
    }

    @Test func valuesAreWrittenAsTheyAre() throws {
        struct Document: Encodable {
            var someText = "a/\"b\"\u{1b}"
            @OrNull var nothing: String?
            var columnMs: [Double?] = [2.3, nil, -3]
            var date = noon
            var byName = ["aB": true]
        }
        #expect(
            try JSONDocument.text(Document()) == #"""
                {
                  "by_name" : {
                    "aB" : true
                  },
                  "column_ms" : [2.3,null,-3],
                  "date" : "2026-11-23T20:00:00Z",
                  "nothing" : null,
                  "some_text" : "a/\"b\"\u001b"
                }

                """#)
    }
}
