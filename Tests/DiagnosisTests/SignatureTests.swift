import Foundation
import Testing
import WatchCore

@testable import Diagnosis

/// The signatures of the program, each against its own samples.
@Suite(.timeLimit(.minutes(5))) struct SignatureTests {
    @Test func theFileIsValidAndHasEnoughOfThem() {
        var reader = SignaturesReader()
        reader.add(SignaturesReader.builtIn)
        #expect(reader.problems.lines == [])
        #expect(reader.signatures.count >= 25)
        #expect(Set(reader.signatures.map(\.area)) == Set(CauseArea.allCases))
    }

    /// The samples come in pairs, English first.
    @Test(arguments: Known.signatures.map(\.name))
    func everySampleShowsItsCauseInEveryShapeAndLanguage(name: String) throws {
        let signature = try #require(Known.signatures.first { $0.name == name })
        #expect(signature.samples.count >= 2 && signature.samples.count.isMultiple(of: 2))
        for (index, sample) in signature.samples.enumerated() {
            let language = WindowsLanguage.allCases[index % 2]
            for writer in LogWriter.allCases {
                let events = signature.tokens.compactMap { token in
                    if case .event(let id) = token { id } else { nil }
                }
                let isEventOnly =
                    signature.tokens.allSatisfy { $0.kind == .event } || (index % 2 == 1 && !events.isEmpty)
                if isEventOnly, !writer.isOfEvent { continue }
                let log = writer.text(sample, id: events.first ?? 30_000, in: language)
                let found = Known.diagnose(log).found
                let cause = found.first { $0.signature.name == name }
                #expect(cause != nil, "\(writer), \(language): \(sample)")
                // Nothing else explains it better.
                #expect(
                    found.allSatisfy { $0.grade <= cause?.grade ?? .hint },
                    "\(writer): \(found.map(\.signature.name))")
                if !events.isEmpty, writer.isOfEvent {
                    #expect(cause?.grade == min(.proven, signature.limit))
                }
            }
        }
    }

    /// The two samples of a pair are equally good evidence, but for what only a sentence tells.
    @Test(arguments: Known.signatures.map(\.name))
    func bothLanguagesGiveTheSameGrade(name: String) throws {
        let signature = try #require(Known.signatures.first { $0.name == name })
        for pair in stride(from: 0, to: signature.samples.count - 1, by: 2) {
            let id =
                signature.tokens.compactMap { if case .event(let id) = $0 { id } else { nil } }.first
                ?? 30_000
            let grades = WindowsLanguage.allCases.enumerated().map { offset, language in
                Known.diagnose(
                    LogWriter.eventXML.text(signature.samples[pair + offset], id: id, in: language)
                ).found
                    .first { $0.signature.name == name }?.grade
            }
            #expect(grades[0] != nil && grades[0] == grades[1], "\(grades)")
        }
    }

    /// Windows' own event 1000 is any program's crash.
    @Test(arguments: LogWriter.allCases.filter(\.isOfEvent))
    func anEventCountsOnlyInTheConnectorsLog(writer: LogWriter) {
        for id in [1000, 12_019, 12_020, 12_015] {
            let log = writer.text(
                "A program ended.", id: id, source: "Application Error", channel: "Application")
            #expect(Known.diagnose(log).found.isEmpty, "\(id)")
        }
        for (source, channel) in [
            ("Microsoft Entra private network connector", "Application"),
            (
                "Microsoft-Microsoft Entra private network-Connector",
                "Microsoft-Microsoft Entra private network-Connector/Admin"
            ),
        ] {
            let log = writer.text("It is over.", id: 1000, source: source, channel: channel)
            #expect(Known.diagnose(log).found.map(\.grade) == [.proven], "\(source)")
        }
    }

    @Test(arguments: [
        "Installation completed successfully. error status: 0.",
        "Product: X -- Installation operation completed. 0x00000000",
        "The operation took 407 ms; 502 files; id 12019; port 12007",
        "https://login.microsoftonline.com/ answers 200 OK",
        "Note: 1: 2205 2: 3: Error", "Exception handling is on.", "AADSTS", "0x80070000", "Error 1603x",
    ])
    func whatIsNoFailureShowsNothing(text: String) {
        for writer in LogWriter.allCases {
            #expect(Known.diagnose(writer.text(text)).found.isEmpty, "\(writer)")
        }
    }
}
