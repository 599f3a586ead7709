internal import Files

/// Why a file could not be read, and what to do.
enum LogFileFailure: Equatable {
    case unreadable(FileError)
    case empty
    /// Nothing but zero bytes.
    case zeros
    case utf32
    case container(Container)

    /// Something that holds what can be read, or should.
    enum Container: Equatable {
        case eventLog
        case zip
        case cabinet
        case gzip
        case sevenZip
        case rar
        case installer
        case program
        case trustSettings
    }

    /// Whole sentences: what it is, and what to do.
    func text(of path: String?) -> String {
        let name = path ?? "standard input"
        let quoted = path.map { "'\($0.replacing("'", with: "'\\''"))'" } ?? "FILE"
        return switch self {
        case .unreadable(let error): Self.sentences(error, name)
        case .empty:
            "\"\(name)\" is empty. Copy it again; a log that a program has open may need \"wevtutil qe\" or a copy of its volume."
        case .zeros:
            "\"\(name)\" has nothing but zero bytes: it was not copied to its end, or the host crashed while it was written. Copy it again."
        case .utf32: "\"\(name)\" is UTF-32 text. Convert it: iconv -f UTF-32 -t UTF-8 \(quoted) >log.txt"
        case .container(let container): "\"\(name)\" is " + container.sentences(quoted, path)
        }
    }

    private static func sentences(_ error: FileError, _ name: String) -> String {
        switch error {
        case .missing: "\"\(name)\" does not exist."
        case .permission:
            "\"\(name)\" cannot be read: \(error.words). Copy it to a place of yours, or run this as a user who may read it."
        case .notRegular("it is a directory"): "\"\(name)\" is a directory. Name the files in it."
        case .notRegular:
            "\"\(name)\" is not read: \(error.words). Pipe it in: connector-watch diagnose - <\(name)"
        case .tooLarge, .system: "\"\(name)\" cannot be read: \(error.words)."
        }
    }
}

extension LogFileFailure.Container {
    /// Tells by the first bytes what a file is, or returns `nil` if it may be a log.
    init?(head: [UInt8]) {
        let marks: [(bytes: [UInt8], container: Self)] = [
            (Array("ElfFile\0".utf8), .eventLog), ([0x50, 0x4b, 3, 4], .zip), (Array("MSCF".utf8), .cabinet),
            ([0x1f, 0x8b], .gzip), ([0x37, 0x7a, 0xbc, 0xaf], .sevenZip), (Array("Rar!".utf8), .rar),
            ([0xd0, 0xcf, 0x11, 0xe0], .installer), ([0x4d, 0x5a, 0x90, 0], .program),
        ]
        guard let mark = marks.first(where: { head.starts(with: $0.bytes) }) else { return nil }
        self = mark.container
    }

    fileprivate func sentences(_ quoted: String, _ path: String?) -> String {
        switch self {
        case .eventLog:
            """
            an event log in Windows' own format. Export it on a Windows host: \
            wevtutil qe \(path.map(Self.windowsName) ?? "FILE.evtx") /lf:true /f:RenderedXml >events.xml
            """
        case .zip: "a zip archive. Unpack it: unzip -d logs \(quoted)"
        case .cabinet: "a cabinet. Unpack it: cabextract -d logs \(quoted)"
        case .gzip: "compressed. Pipe it in: zcat \(quoted) | connector-watch diagnose -"
        case .sevenZip: "a 7z archive. Unpack it: 7z x -ologs \(quoted)"
        case .rar: "a rar archive. Unpack it: unrar x \(quoted) logs/"
        case .installer:
            "a Windows Installer package and no log. Have it write one: msiexec /i FILE.msi /l*v install.log"
        case .program: "a program and no log. Its logs are in %TEMP% of who ran it."
        case .trustSettings: "the connector's TrustSettings.xml and no log. Check it: connector-watch trust"
        }
    }

    /// The name of a file as it is written on the command line of Windows.
    private static func windowsName(_ path: String) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return name.contains(" ") ? "\"\(name)\"" : name
    }
}
