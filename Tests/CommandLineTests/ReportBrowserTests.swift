import Foundation
import TestSupport
import Testing

@testable import connector_watch

/// The report's page in a real browser, as it is shipped.
@Suite(.timeLimit(.minutes(2))) struct ReportBrowserTests {
    private func write(_ model: ReportModel, _ name: String, in directory: TemporaryDirectory) async throws
        -> String
    {
        let path = directory.appending(path: name).path
        try await Data(ReportPage(model: model).html.document).write(to: directory.appending(path: name))
        return path
    }

    @Test(arguments: Browser.Scheme.allCases)
    func itIsReadableOnEveryWidth(scheme: Browser.Scheme) async throws {
        try await withTemporaryDirectory { directory in
            let pages = try await [
                write(ReportSample.page, "page.html", in: directory),
                write(ReportSample.hostile, "hostile.html", in: directory),
                write(ReportSample.bare, "bare.html", in: directory),
                write(ReportSample.crowded(230), "crowded.html", in: directory),
            ]
            let (measurements, console) = try await Browser.measure(pages, scheme)
            #expect(measurements.count == 12)
            #expect(measurements.flatMap(\.complaints) == [])
            #expect(console == [])
            let onScreen = measurements.filter { $0.place != "paper" }
            #expect(onScreen.allSatisfy { $0.isDark == (scheme == .dark) })
            let page = try #require(measurements.first)
            #expect(page.texts > 300)
            #expect(page.pictures > 30)
            #expect(page.tables > 7)
            // Markup that came as text is text.
            #expect(measurements[3].title.hasPrefix("Connector \"'><script>document.title='run'</script>"))
        }
    }

    /// So that silence means that all is well.
    @Test func whatIsWrongOnAPageIsFound() async throws {
        let broken = Repository.path("Tests/CommandLineTests/Browser/broken.html")
        let (measurements, console) = try await Browser.measure([broken], .light)
        let phone = try #require(measurements.first { $0.place == "phone" }).complaints.joined(
            separator: "\n")
        for complaint in [
            "scrolls sideways", "ends at 2000 of 375", "contrast of 2.85: faint", ": faint by opacity",
            "leaves its picture",
            "<rect class=\"passed\"> has a contrast", "has no name", "a table has no caption",
            "a table header has no scope", "a row has no header", "takes the focus and has no name",
            "headings skip a level", "an id stands twice", "language or title is missing",
            "there is foreign markup",
            "has onclick", "has src", "the style fetches",
        ] {
            #expect(phone.contains(complaint), "\(complaint) in\n\(phone)")
        }
        #expect(console.contains { $0.contains("TypeError") })
    }

    @Test func itPrintsOnSheetsOfA4() async throws {
        try await withTemporaryDirectory { directory in
            let page = try await write(ReportSample.page, "page.html", in: directory)
            let file = directory.appending(path: "page.pdf")
            try await Browser.print(page, to: file.path)
            let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
            #expect(text.hasPrefix("%PDF-"))
            let sheets = text.matches(of: #/\/Type \/Page\b/#).count
            #expect((4...12).contains(sheets), "\(sheets) sheets")
            let sizes = text.matches(of: #/MediaBox \[0 0 (594|595)\.\d+ (841|842)\.\d+\]/#).count
            #expect(sizes == sheets)
        }
    }
}
