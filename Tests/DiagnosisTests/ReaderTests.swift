import Foundation
import Testing
import WatchCore

@testable import Diagnosis

/// Files of a Windows host as records, whatever they are and however they come.
@Suite(.timeLimit(.minutes(2))) struct ReaderTests {
    private static let message = "Prüfung für „login.example“ ergab 0x80072EE7 – Ende"

    @Test(arguments: LogWriter.allCases, LogEncoding.allCases)
    func everyShapeIsReadInEveryEncodingAndInPieces(writer: LogWriter, encoding: LogEncoding) throws {
        for language in WindowsLanguage.allCases {
            let bytes = encoding.bytes(writer.text(Self.message, id: 12_020, in: language))
            let whole = ReadLog(bytes)
            #expect(whole.reading.failure == nil)
            #expect(whole.reading.remarks == [])
            let record = try #require(
                whole.records.first { String(decoding: $0.text, as: UTF8.self).contains(Self.message) })
            if writer.isOfEvent {
                #expect(record.id == 12_020)
                #expect(record.source == LogWriter.source)
                #expect(record.isOwn)
            }
            if writer != .plain {
                let time = try #require(record.time ?? LogTime(in: record.text, day: record.day))
                #expect(time.date(in: .utc) == Date(timeIntervalSince1970: 1_793_693_702), "\(writer)")
            }
            for size in [1, 3, 64] {
                let pieces = ReadLog(bytes, inPiecesOf: size)
                #expect(pieces.texts == whole.texts)
                #expect(pieces.records.map(\.line) == whole.records.map(\.line))
                #expect(pieces.reading.kind == whole.reading.kind)
            }
        }
    }

    @Test func theLinesOfAnExceptionAreOneRecord() {
        for log in [
            "System.A: x\r\n ---> System.B: y\r\n   at Z()\r\n   --- End of inner exception ---\r\nnext\r\n",
            "[2026-11-03 08:15:02] System.A: x\n---> System.B: y\nunindented\n[2026-11-03 08:15:03] next\n[2026-11-03 08:15:04] x\n",
        ] {
            let read = ReadLog(log)
            #expect(read.records.first?.line == 1)
            #expect(read.texts.first?.contains("System.B") == true)
            #expect(read.texts.dropFirst().first?.hasSuffix("next") == true)
        }
    }

    @Test func everyEventOfSeveralRootsIsReadWithItsLine() {
        let events = (0..<3).map { LogWriter.eventXML.text("message \($0)", id: 100 + $0) }
        let read = ReadLog(events.joined(separator: "\n"))
        #expect(read.reading.kind == .events)
        #expect(read.records.map(\.id) == [100, 101, 102])
        #expect(read.records.map(\.line) == [1, 3, 5])
        #expect(read.texts == (0..<3).map { "message \($0)\n1" })
    }

    @Test func aDamagedEventCostsNoOther() {
        let events = [
            "<Event><System><EventID>7</EventID></System><Bad></Event>",
            LogWriter.eventXML.text("good", id: 8),
        ]
        let cut = "<Event><System><EventID>9</EventID></System><EventData><Data>cut o"
        let read = ReadLog((events + [cut]).joined())
        #expect(read.records.map(\.id) == [7, 8, 9])
        #expect(read.reading.remarks == ["2 records could not be read whole: damaged, or cut off."])
    }

    @Test func aDocumentTypeIsNeverGivenToTheParser() {
        let bomb =
            "<?xml version=\"1.0\"?><!DOCTYPE Events [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><Events><Event><System><EventID>5</EventID></System><EventData><Data>&b;</Data></EventData></Event></Events>"
        let read = ReadLog(bomb)
        #expect(read.records.map(\.id) == [5])
        #expect(read.reading.remarks.count == 1)
    }

    @Test func twoPastedEventsAreTwoRecords() {
        let log =
            LogWriter.pasted.text("first", id: 1)
            + LogWriter.pasted.text("second\n\nwith more", id: 2, in: .german)
        let read = ReadLog(log)
        #expect(read.records.map(\.id) == [1, 2])
        #expect(read.records.map(\.line) == [1, 9])
        #expect(read.texts[1].contains("with more"))
    }

    @Test func theRestOfALongRecordIsLeftOutAndTold() {
        let long = String(repeating: "x", count: 300_000)
        let line = ReadLog("short\n\(long)\nlast\n")
        #expect(line.texts.map(\.utf8.count) == [5, LineSplitter.lineLimit, 4])
        #expect(line.reading.remarks == ["Of 1 record only the beginning was read."])
        let event = ReadLog(LogWriter.eventXML.text(long, id: 7) + LogWriter.eventXML.text("next", id: 8))
        #expect(event.records.map(\.id) == [7, 8])
        #expect(event.reading.remarks == ["Of 1 record only the beginning was read."])
        let column = ReadLog(
            LogWriter.eventCSV.text(long, id: 7) + "Error,1/1/2026 1:00:00 AM,S,9,None,next\n")
        #expect(column.records.map(\.id) == [7, 9])
        #expect(column.records[0].text.count <= RecordLimits.text)
    }

    @Test func severalEncodingsInOneFileAreReadAndTold() {
        let ansi = LogEncoding.windows1252.bytes(
            "appended in eight bits: 0x80072EE7 and more text so that it shows\r\nlast line, größer\r\n")
        let mixed = ReadLog(LogEncoding.utf16.bytes("first ä\r\nsecond\r\n") + ansi)
        #expect(
            mixed.texts == [
                "first ä", "second", "appended in eight bits: 0x80072EE7 and more text so that it shows",
                "last line, größer",
            ])
        #expect(mixed.reading.remarks == ["The text has several encodings: UTF-16LE, Windows-1252."])
        let wide = LogEncoding.utf16WithoutMark.bytes("wide text\r\n")
        let other = ReadLog(LogEncoding.windows1252.bytes("narrow ä text\r\nmore\r\n") + wide)
        #expect(other.texts == ["narrow ä text", "more", "wide text"])
        #expect(other.reading.remarks == ["11 zero bytes in 8-bit text were left out."])
    }

    @Test func surrogatesAndBrokenOnesAreCharacters() {
        #expect(ReadLog(LogEncoding.utf16.bytes("a😀b\r\n")).texts == ["a😀b"])
        #expect(ReadLog([0xff, 0xfe, 0x61, 0, 0x3d, 0xd8, 0x62, 0]).texts == ["a\u{fffd}b"])
    }

    /// What is no log is named, with what to do.
    @Test(arguments: [
        (Array("ElfFile\0\0\0\0\0".utf8), "wevtutil qe log /lf:true /f:RenderedXml >events.xml"),
        ([0x50, 0x4b, 3, 4, 1, 2, 3, 4, 5], "unzip -d logs 'log'"),
        (Array("MSCF\0\0\0\0\0".utf8), "cabextract -d logs 'log'"),
        ([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0], "zcat 'log' | connector-watch diagnose -"),
        ([0xd0, 0xcf, 0x11, 0xe0, 0, 0, 0, 0], "msiexec /i FILE.msi /l*v install.log"),
        ([], "is empty"), ([UInt8](repeating: 0, count: 5000), "nothing but zero bytes"),
        ([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0, 0x62, 0, 0, 0], "iconv -f UTF-32 -t UTF-8 'log'"),
        (Array("<?xml version=\"1.0\"?>\n<ConnectorTrustSettingsFile/>".utf8), "connector-watch trust"),
    ])
    func whatIsNoLogIsNamed(bytes: [UInt8], text: String) {
        for size in [1, 4096] {
            let read = ReadLog(bytes, inPiecesOf: size)
            #expect(read.reading.failure?.contains(text) == true, "\(read.reading.failure ?? "")")
            #expect(read.reading.kind == nil)
        }
    }
}
