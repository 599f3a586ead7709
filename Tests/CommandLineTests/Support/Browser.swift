import Foundation
import TestSupport
import Testing

/// A real browser without a window: Debian's Chromium.
enum Browser {
    /// Which colours the reader's system prefers.
    enum Scheme: Int, CaseIterable {
        // The numbers of Blink's setting "preferredColorScheme".
        case dark = 0
        case light = 1
    }

    /// What was found on a page at one width.
    struct Measurement: Decodable {
        var page: String
        /// `phone`, `desk` or `paper`.
        var place: String
        var complaints: [String]
        var texts: Int
        var pictures: Int
        var tables: Int
        var title: String
        var isDark: Bool
    }

    /// Opens the pages unchanged at every width and measures them; also what the browser's console said.
    static func measure(_ pages: [String], _ scheme: Scheme) async throws
        -> (measurements: [Measurement], console: [Substring])
    {
        let harness = Repository.path("Tests/CommandLineTests/Browser/measure.html")
        let list = pages.map { "file://\($0)" }.joined(separator: "|")
        let run = try await run(
            "--allow-file-access-from-files", "--enable-logging=stderr",
            "--blink-settings=preferredColorScheme=\(scheme.rawValue)", "--dump-dom",
            "file://\(harness)#\(list)")
        let start = try #require(run.output.range(of: "<pre id=\"result\">"), "\(run.errors)")
        let end = try #require(run.output.range(of: "</pre>", range: start.upperBound..<run.output.endIndex))
        let json = [("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")].reduce(
            String(run.output[start.upperBound..<end.lowerBound])
        ) { $0.replacing($1.0, with: $1.1) }
        return (
            try JSONDecoder().decode([Measurement].self, from: Data(json.utf8)),
            // The browser's own pages complain as well.
            run.errors.split(separator: "\n").filter { $0.contains("CONSOLE") && !$0.contains("chrome://") }
        )
    }

    /// Prints a page as its reader would.
    static func print(_ page: String, to file: String) async throws {
        let run = try await run("--no-pdf-header-footer", "--print-to-pdf=\(file)", "file://\(page)")
        #expect(run.status == 0, "\(run.errors)")
    }

    private static func run(_ arguments: String...) async throws -> Program {
        try await withTemporaryDirectory { profile in
            let fixed = [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking", "--user-data-dir=\(profile.path)",
            ]
            return try await Program.run(["/usr/bin/chromium"] + fixed + arguments)
        }
    }
}
