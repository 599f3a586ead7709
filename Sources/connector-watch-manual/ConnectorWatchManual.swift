internal import FoundationEssentials
internal import Glibc
internal import WatchCore

/// Writes the manual pages; run during the build, not installed.
@main
struct ConnectorWatchManual {
    private static let usage = """
        usage: connector-watch-manual DIRECTORY DATE CATALOG HELP DAEMON-HELP
        Writes the manual pages to DIRECTORY with the date DATE. CATALOG is the journal catalog; HELP and DAEMON-HELP are
        the outputs of "--experimental-dump-help" of both programs.
        """

    static func main() {
        do {
            try write(Array(CommandLine.arguments.dropFirst()))
        } catch {
            let complaint = Array("connector-watch-manual: \(error)\n".utf8)
            _ = Glibc.write(STDERR_FILENO, complaint, complaint.count)
            exit(1)
        }
    }

    private static func write(_ arguments: [String]) throws {
        guard arguments.count == 5 else { throw ManualError(usage) }
        let (directory, date) = (arguments[0], arguments[1])
        let catalog = CatalogEntry.read(String(decoding: try contents(arguments[2]), as: UTF8.self))
        let pages = [
            ("connector-watch.1", commandPage(try HelpDump(try contents(arguments[3])), date: date)),
            ("connector-watchd.8", daemonPage(try HelpDump(try contents(arguments[4])), date: date)),
            ("connector-watch.conf.5", try configurationPage(date: date)),
            ("connector-watch-events.7", try eventsPage(catalog: catalog, date: date)),
        ]
        for (name, page) in pages {
            try Data(page.utf8).write(to: URL(filePath: "\(directory)/\(name)"))
        }
    }

    private static func contents(_ path: String) throws -> Data { try Data(contentsOf: URL(filePath: path)) }
}

/// Why the manual was not written, in complete sentences.
struct ManualError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
