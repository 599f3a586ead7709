import Testing
import WatchCore

@testable import Diagnosis

/// Files of signatures: what is refused, at which place, and in which words.
struct SignatureFileTests {
    private static let good = """
        [Signature own]
        Title=It fails.
        Cause=connector-host
        Word=WidgetFailure
        Remedy=Mend it.
        Source=https://example.org/

        """

    private func lines(_ text: String) -> [String] {
        var reader = SignaturesReader()
        reader.add(ConfigurationFragment(path: "s.conf", text: text))
        return reader.problems.lines
    }

    @Test func aFileAddsToThoseOfTheProgramAndReplacesThem() throws {
        var reader = SignaturesReader()
        reader.add(SignaturesReader.builtIn)
        let count = reader.signatures.count
        reader.add(ConfigurationFragment(path: "s.conf", text: Self.good))
        reader.add(
            ConfigurationFragment(path: "t.conf", text: Self.good.replacing("own]", with: "forbidden]")))
        #expect(reader.problems.lines == [])
        #expect(reader.signatures.count == count + 1)
        #expect(reader.signatures.first { $0.name == "forbidden" }?.title == "It fails.")
        var diagnosis = Diagnosis(reader.signatures, zone: .utc)
        for record in ReadLog("a WidgetFailure happened\n").records { diagnosis.take(record, of: nil) }
        #expect(diagnosis.found.map(\.signature.name) == ["forbidden", "own"])
    }

    @Test(arguments: [
        (
            "[Port x]\nHost=a\n",
            "s.conf:1:1: error: Unknown section [Port]; the only one here is [Signature NAME]."
        ),
        (
            good.replacing("Title", with: "Titel"),
            "s.conf:2:1: error: Unknown key \"Titel\" in [Signature]; did you mean \"Title\"?"
        ),
        (good + good, "s.conf:7:1: error: Duplicate section [Signature own] in this file."),
        (
            good + "Title=Again.\n",
            "s.conf:7:1: error: Title= is already set on line 2; only a list may be set more than once."
        ),
        (
            good.replacing("connector-host", with: "conectivity"),
            "s.conf:3:7: error: Invalid value \"conectivity\" for Cause=; expected one of connectivity, trust-establishment, administrator, connector-host, not-the-connector."
        ),
        (
            good + "Code=1603 0x123\n",
            "s.conf:7:11: error: Invalid value \"0x123\" for Code=; expected 0x and eight hexadecimal digits of an HRESULT, or an error number of Win32 from 1 to 65535."
        ),
        (
            good.replacing("https", with: "http"),
            "s.conf:6:8: error: Invalid value \"http://example.org/\" for Source=; expected an https URL."
        ),
        (
            good.replacing("Word=WidgetFailure\n", with: ""),
            "s.conf:1:1: error: [Signature own] names no evidence: Event=, AADSTS=, Code=, Status=, Exception=, Word= or Sentence=."
        ),
        (
            good.replacing("Remedy=Mend it.\n", with: ""),
            "s.conf:1:1: error: [Signature own] has no Remedy=; it needs a sentence."
        ),
        (
            good + "Word=\n",
            "s.conf:7:6: error: Invalid value \"\" for Word=; expected names of at least four letters and digits that Windows does not translate."
        ),
        (
            "Title=x\n",
            "s.conf:1:1: error: Assignment \"Title=x\" is outside of a section; put it below a section header."
        ),
        (
            "[Signature a b]\n",
            "s.conf:1:1: error: Invalid section name; write [Signature NAME] with at most 60 letters, digits, - and _."
        ),
    ])
    func aMistakeIsRefusedWithItsPlace(text: String, message: String) {
        #expect(lines(text) == [message])
    }
}
