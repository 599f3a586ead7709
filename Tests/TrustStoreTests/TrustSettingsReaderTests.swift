import Foundation
import Testing
import TrustStore
import WatchCore

/// What TrustSettings.xml looks like on a connector's host.
let settingsText = """
    <?xml version="1.0" encoding="utf-8"?>
    <ConnectorTrustSettingsFile xmlns:xsd="http://www.w3.org/2001/XMLSchema" \
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
      <CloudProxyTrust>
        <Thumbprint>4905CC64B2D81BBED60962ECC5DCF63F643CCD55</Thumbprint>
        <IsInUserStore>false</IsInUserStore>
      </CloudProxyTrust>
    </ConnectorTrustSettingsFile>
    """

/// The file with one text in place of another.
func settingsText(_ old: String, _ new: String) -> String {
    precondition(settingsText.contains(old))
    return settingsText.replacingOccurrences(of: old, with: new)
}

private func settings(isInUserStore: Bool = false) throws -> SettingsReading {
    .read(
        TrustSettings(
            thumbprint: try #require(Thumbprint("4905CC64B2D81BBED60962ECC5DCF63F643CCD55")),
            isInUserStore: isInUserStore))
}

struct TrustSettingsReaderTests {
    @Test(arguments: [
        settingsText,
        "\u{feff}" + settingsText,
        settingsText("\n", "\r\n"),
        settingsText("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n", ""),
        settingsText + "\n\n  <!-- the end -->\n",
        settingsText("4905CC64", "4905cc64"),
        settingsText("4905CC64B2D8", "\n      49 05 cc 64 b2 d8 "),
        settingsText("<Thumbprint>4905CC64", "<Thumbprint><![CDATA[49]]>05<!-- -->CC64"),
        settingsText("<CloudProxyTrust>", "<Other><Thumbprint>x</Thumbprint></Other><CloudProxyTrust><New/>"),
        settingsText("</CloudProxyTrust>", "<Deep><Thumbprint>1</Thumbprint></Deep></CloudProxyTrust>"),
        settingsText("<ConnectorTrustSettingsFile ", "<ConnectorTrustSettingsFile xmlns=\"urn:any\" "),
        settingsText("ConnectorTrustSettingsFile", "xsi:ConnectorTrustSettingsFile"),
        settingsText("false", " FALSE\n"),
        settingsText("false", "0"),
    ])
    func isReadInEveryFormThatAConnectorMayWrite(_ text: String) throws {
        #expect(TrustSettingsReader.read(Array(text.utf8)) == (try settings()))
    }

    @Test(arguments: ["true", "True", "1", "\ttrue "])
    func namesTheUserStoreInEverySpellingOfTrue(_ word: String) throws {
        let text = settingsText(">false<", ">\(word)<")
        #expect(TrustSettingsReader.read(Array(text.utf8)) == (try settings(isInUserStore: true)))
    }

    @Test(
        arguments: [
            (">false<", "> False <", "False", 5, 21), ("4905CC64", "\u{200e}4905CC64", nil, 4, 17),
        ] as [(String, String, String?, Int, Int)])
    func tellsWhatNotEveryReaderTakes(
        _ old: String, _ new: String, _ text: String?, _ line: Int, _ column: Int
    ) throws {
        let reading = TrustSettingsReader.read(Array(settingsText(old, new).utf8))
        #expect(reading == (try settings()))
        guard case .read(let settings) = reading else { return }
        let marked = "\u{200e}4905CC64B2D81BBED60962ECC5DCF63F643CCD55"
        #expect(settings.oddSpelling == OddSpelling(text ?? marked, line: line, column: column))
    }

    @Test(arguments: ["windows-1252", "iso-8859-15", "IBM850", "shift_jis"])
    func mayDeclareACodePageOverASCII(_ name: String) throws {
        #expect(TrustSettingsReader.read(Array(settingsText("utf-8", name).utf8)) == (try settings()))
    }

    @Test(arguments: [String.Encoding.utf32LittleEndian, .utf32BigEndian])
    func mayBeUTF32WithAByteOrderMark(_ encoding: String.Encoding) throws {
        let text = "\u{feff}" + settingsText("utf-8", "utf-32")
        let bytes = [UInt8](try #require(text.data(using: encoding)))
        #expect(TrustSettingsReader.read(bytes) == (try settings()))
    }

    @Test(arguments: [String.Encoding.utf16LittleEndian, .utf16BigEndian])
    func mayBeUTF16WithAByteOrderMark(_ encoding: String.Encoding) throws {
        let text = "\u{feff}" + settingsText("utf-8", "utf-16")
        let bytes = [UInt8](try #require(text.data(using: encoding)))
        #expect(TrustSettingsReader.read(bytes) == (try settings()))
    }

    @Test(arguments: [
        ("", SettingsFailure.empty, 1, 1),
        (" \r\n\t", .empty, 1, 1),
        ("\u{feff}", .empty, 1, 1),
        ("<Other/>", .wrongRoot("Other"), 1, 1),
        ("\u{feff}<Other/>", .wrongRoot("Other"), 1, 1),
        (String(repeating: "\0", count: 350), .zeroBytes, 1, 1),
        ("\u{feff}\u{feff}" + settingsText, .secondMark, 1, 1),
        (settingsText("1.0", "1.1"), .version("1.1"), 1, 1),
        (settingsText("utf-8", "no-such"), .notWellFormed("unknown encoding"), 1, 31),
        (settingsText("false", "\u{a0}false"), .notBoolean("\u{a0}false"), 5, 21),
        (
            settingsText("4905CC64", "\u{200e}\u{200e}4905CC64"),
            .thumbprint("\u{200e}\u{200e}4905CC64B2D81BBED60962ECC5DCF63F643CCD55"), 4, 17
        ),
        (settingsText("<Thumb", "<thumb"), .notWellFormed("mismatched tag"), 4, 59),
        (settingsText("<IsInUserStore>false</IsInUserStore>", ""), .elementMissing("IsInUserStore"), 6, 3),
        (settingsText("Thumbprint", "Fingerprint"), .elementMissing("Thumbprint"), 6, 3),
        (settingsText("CloudProxyTrust", "CloudTrust"), .elementMissing("CloudProxyTrust"), 7, 1),
        (
            settingsText("<IsIn", "<Thumbprint/><IsIn"), .elementRepeated("Thumbprint"), 5, 5
        ),
        (
            settingsText("</ConnectorTrust", "<CloudProxyTrust/></ConnectorTrust"),
            .elementRepeated("CloudProxyTrust"), 7, 1
        ),
        (settingsText("4905CC64", "4905CC6"), .thumbprint("4905CC6B2D81BBED60962ECC5DCF63F643CCD55"), 4, 17),
        (
            settingsText("4905CC64", "\n  G905CC64"), .thumbprint("G905CC64B2D81BBED60962ECC5DCF63F643CCD55"),
            5, 3
        ),
        (settingsText("4905CC64B2D81BBED60962ECC5DCF63F643CCD55", ""), .thumbprint(""), 4, 17),
        (
            settingsText("4905CC64", String(repeating: "A", count: 5000)),
            .thumbprint(String(repeating: "A", count: 100)), 4, 17
        ),
        (settingsText("false", "maybe"), .notBoolean("maybe"), 5, 20),
        (settingsText("false", ""), .notBoolean(""), 5, 20),
        (
            settingsText("\n  <Cloud", "\n  <!DOCTYPE a><Cloud"),
            .notWellFormed("not well-formed (invalid token)"), 3, 5
        ),
        (settingsText("?>\n", "?>\n<!DOCTYPE a SYSTEM \"file:///etc/passwd\">\n"), .documentType, 2, 40),
        (settingsText + "<a/>", .notWellFormed("junk after document element"), 7, 30),
        (settingsText("4905", "&#0;"), .notWellFormed("reference to invalid character number"), 4, 17),
        (settingsText("4905", "&entity;"), .notWellFormed("undefined entity"), 4, 17),
        ("not XML", .notWellFormed("syntax error"), 1, 1),
    ])
    func tellsItsFirstFaultAndWhereThatIs(
        _ text: String, _ fault: SettingsFailure, _ line: Int, _ column: Int
    ) {
        let reading = TrustSettingsReader.read(Array(text.utf8))
        #expect(reading == .malformed(fault, line: line, column: column))
    }

    @Test func isRefusedWithEntitiesBeforeAnyIsExpanded() {
        let entities = (1...9).map { "<!ENTITY l\($0) \"\(String(repeating: "&l\($0 - 1);", count: 10))\">" }
        let text = "<!DOCTYPE l [<!ENTITY l0 \"lol\">\(entities.joined())]><l>&l9;</l>"
        #expect(TrustSettingsReader.read(Array(text.utf8)) == .malformed(.documentType, line: 1, column: 13))
    }

    @Test func isTruncatedWhereverItEndsEarly() {
        let bytes = Array(settingsText.utf8)
        for count in 1..<bytes.count {
            let reading = TrustSettingsReader.read(Array(bytes.prefix(count)))
            guard case .malformed(.truncated, let line, let column) = reading else {
                Issue.record("\(count) bytes: \(reading)")
                continue
            }
            #expect(line >= 1 && column >= 1)
        }
    }

    @Test func tellsWhereATruncatedTextEnds() {
        let text = settingsText.prefix { $0 != "/" } + "//www"
        let reading = TrustSettingsReader.read(Array(String(text).utf8))
        #expect(reading == .malformed(.truncated, line: 2, column: 1))
        let lines = Array(settingsText.split(separator: "\n").prefix(4).joined(separator: "\n").utf8)
        #expect(TrustSettingsReader.read(lines) == .malformed(.truncated, line: 4, column: 70))
    }

    @Test func mayNestToTheBoundAndNoDeeper() {
        func nested(_ depth: Int) -> [UInt8] {
            let inner = String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
            return Array(settingsText("<CloudProxyTrust>", inner + "<CloudProxyTrust>").utf8)
        }
        #expect(TrustSettingsReader.read(nested(31)) == (try? settings()))
        let reading = TrustSettingsReader.read(nested(32))
        #expect(reading == .malformed(.tooDeep(limit: 32), line: 3, column: 96))
        let bomb = Array(String(repeating: "<a>", count: 100_000).utf8)
        #expect(TrustSettingsReader.read(bomb) == .malformed(.wrongRoot("a"), line: 1, column: 1))
    }

    @Test func mayBeAsBigAsTheBoundAndNoBigger() throws {
        let limit = TrustSettingsReader.sizeLimit
        let text = Array(settingsText.utf8)
        let filled = text + [UInt8](repeating: 0x20, count: limit - text.count)
        #expect(TrustSettingsReader.read(filled) == (try settings()))
        let reading = TrustSettingsReader.read(filled + [0x20])
        #expect(reading == .malformed(.tooLarge(limit: limit), line: 1, column: 1))
    }
}
