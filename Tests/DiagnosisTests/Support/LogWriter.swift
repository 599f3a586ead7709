import Foundation
import WatchCore

@testable import Diagnosis

/// A language of Windows.
enum WindowsLanguage: CaseIterable {
    case english
    case german

    var isEnglish: Bool { self == .english }
}

/// How a sentence stands in a file of a Windows host: the shapes are those that Windows writes, the words are of the tests.
enum LogWriter: CaseIterable {
    case eventXML
    case savedXML
    case eventCSV
    case shellCSV
    case pasted
    case listed
    case trace
    case bundleLog
    case installerLog
    case plain

    /// Whether it names the channel or the source, and the number of the event.
    var isOfEvent: Bool {
        switch self {
        case .eventXML, .savedXML, .eventCSV, .shellCSV, .pasted, .listed: true
        case .trace, .bundleLog, .installerLog, .plain: false
        }
    }

    static let source = "Microsoft-AadApplicationProxy-Connector"
    static let channel = "Microsoft-AadApplicationProxy-Connector/Admin"

    /// A log with one such record, at 2026-11-03T08:15:02Z of a host whose clocks show UTC.
    func text(
        _ message: String, id: Int = 30_000, in language: WindowsLanguage = .english, source: String = source,
        channel: String = channel
    ) -> String {
        let isEnglish = language.isEnglish
        let time = isEnglish ? "11/3/2026 8:15:02 AM" : "03.11.2026 08:15:02"
        switch self {
        case .eventXML: return Self.event(message, id, isEnglish, source, channel)
        case .savedXML:
            let event = Self.event(message, id, isEnglish, source, channel).replacing("\r\n", with: "")
            return
                "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\r\n<Events>\(event)</Events>"
        case .eventCSV:
            let titles =
                isEnglish
                ? "Level,Date and Time,Source,Event ID,Task Category"
                : "Ebene,Datum und Uhrzeit,Quelle,Ereignis-ID,Aufgabenkategorie"
            let quoted = message.replacing("\"", with: "\"\"")
            return
                "\(titles)\r\n\(isEnglish ? "Error" : "Fehler"),\(time),\(source),\(id),\(isEnglish ? "None" : "Keine"),\"\(quoted)\n\(isEnglish ? "Second line" : "Zweite Zeile"), \"\"q\"\"\"\r\n"
        case .shellCSV:
            return """
                #TYPE System.Diagnostics.Eventing.Reader.EventLogRecord\r
                "Message";"Id";"ProviderName";"LogName";"TimeCreated"\r
                "\(message.replacing("\"", with: "\"\""))";"\(id)";"\(source)";"\(channel)";"\(time)"\r

                """
        case .pasted:
            let names =
                isEnglish
                ? ["Log Name:", "Source:", "Date:", "Event ID:", "Level:", "User:", "Description:"]
                : [
                    "Protokollname:", "Quelle:", "Datum:", "Ereignis-ID:", "Ebene:", "Benutzer:",
                    "Beschreibung:",
                ]
            let values = [
                channel, source, time, String(id), isEnglish ? "Error" : "Fehler", "CONTOSO\\anna", "",
            ]
            return zip(names, values).map {
                "\($0.padding(toLength: 15, withPad: " ", startingAt: 0))\($1)\r\n"
            }.joined()
                + message + "\r\n"
        case .listed:
            return """
                TimeCreated  : \(time)
                ProviderName : \(source)
                Id           : \(id)
                Message      : \(message)

                """
        case .trace:
            return """
                [2026-11-03 08:15:01Z] (7) \(isEnglish ? "starting" : "Start") \r
                [2026-11-03 08:15:02Z] (7) \(message)\r
                   \(isEnglish ? "at" : "bei") Connector.Service.Run()\r
                [2026-11-03 08:15:03Z] (7) \(isEnglish ? "done" : "Ende")\r

                """
        case .bundleLog:
            return """
                [0D14:0C58][2026-11-03T08:15:01]i001: Burn v3.11.2, Windows\r
                [0D14:0C58][2026-11-03T08:15:02]e000: \(message)\r
                [0D14:0C58][2026-11-03T08:15:03]i399: \(isEnglish ? "Apply complete" : "Abgeschlossen")\r

                """
        case .installerLog:
            let start = isEnglish ? "Verbose logging started:" : "Ausführliche Protokollierung gestartet:"
            let day = isEnglish ? "11/3/2026" : "03.11.2026"
            return """
                === \(start) \(day)  8:15:01  Build type: SHIP UNICODE 5.00.10011.00 ===\r
                MSI (c) (C8:F4) [08:15:01:100]: Resetting cached policy values\r
                MSI (s) (C8:F4) [08:15:02:345]: \(message)\r
                Property(S): INSTALLFOLDER = C:\\Program Files\\X\\\r

                """
        case .plain: return message + "\r\n"
        }
    }

    private static func event(
        _ message: String, _ id: Int, _ isEnglish: Bool, _ source: String, _ channel: String
    ) -> String {
        let escaped = message.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
        return """
            <Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='\(source)' \
            Guid='{11111111-2222-3333-4444-555555555555}'/><EventID>\(id)</EventID><Version>0</Version><Level>2</Level>\
            <TimeCreated SystemTime='2026-11-03T08:15:02.1234567Z'/><EventRecordID>7</EventRecordID>\
            <Channel>\(channel)</Channel><Computer>HOST.contoso.com</Computer><Security UserID='S-1-5-20'/></System>\
            <EventData><Data Name='one'>1</Data></EventData><RenderingInfo Culture='\(isEnglish ? "en-US" : "de-DE")'>\
            <Message>\(escaped)</Message><Level>\(isEnglish ? "Error" : "Fehler")</Level></RenderingInfo></Event>\r\n
            """
    }
}

/// How Windows writes the characters of a file.
enum LogEncoding: CaseIterable {
    case utf16
    case utf16BigEndian
    case utf16WithoutMark
    case utf8
    case utf8WithMark
    case windows1252

    func bytes(_ text: String) -> [UInt8] {
        switch self {
        case .utf16: [0xff, 0xfe] + text.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
        case .utf16BigEndian: [0xfe, 0xff] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
        case .utf16WithoutMark: text.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
        case .utf8: Array(text.utf8)
        case .utf8WithMark: [0xef, 0xbb, 0xbf] + Array(text.utf8)
        case .windows1252: [UInt8](text.data(using: .windowsCP1252) ?? Data())
        }
    }
}

/// What the readers make of a log.
struct ReadLog {
    var records: [LogRecord] = []
    var reading: LogFileReading

    /// It comes in pieces of so many bytes.
    init(_ bytes: [UInt8], inPiecesOf size: Int = .max) {
        var file = LogFile("log")
        var records: [LogRecord] = []
        var rest = bytes[...]
        var goesOn = true
        while goesOn, !rest.isEmpty {
            let piece = rest.prefix(size)
            rest = rest.dropFirst(piece.count)
            goesOn = piece.withUnsafeBytes { file.take($0) { records.append($0) } }
        }
        file.end { records.append($0) }
        reading = file.reading
        self.records = records
    }

    init(_ text: String) {
        self.init(Array(text.utf8))
    }

    var texts: [String] { records.map { String(decoding: $0.text, as: UTF8.self) } }
}

/// The signatures of the program, and what they make of logs.
enum Known {
    static let signatures: [Signature] = {
        var reader = SignaturesReader()
        reader.add(SignaturesReader.builtIn)
        return reader.signatures
    }()

    /// Before any log; to build what finds the signatures takes a while.
    private static let empty = Diagnosis(signatures, zone: .utc)

    static func diagnose(_ logs: String...) -> Diagnosis {
        var diagnosis = empty
        for (index, log) in logs.enumerated() {
            for record in ReadLog(log).records { diagnosis.take(record, of: "log\(index)") }
        }
        return diagnosis
    }
}
