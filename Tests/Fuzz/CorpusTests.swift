import Foundation
import TestSupport
import Testing

/// Every kept input is read anew, without the fuzzer.
@Suite(.timeLimit(.minutes(2)))
struct CorpusTests {
    @Test(arguments: FuzzTarget.allCases)
    func everyKeptInputKeepsThePromises(of target: FuzzTarget) throws {
        let directory = Repository.file("Tests/Fuzz/Corpus/\(target.rawValue)")
        let files = try FileManager.default.contentsOfDirectory(
            at: directory, includingPropertiesForKeys: nil)
        #expect(!files.isEmpty)
        for file in files {
            #expect(throws: Never.self, "\(file.lastPathComponent)") {
                try target.run(Array(Data(contentsOf: file)))
            }
        }
    }

    @Test func everyDirectoryIsThatOfATarget() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Repository.path("Tests/Fuzz/Corpus"))
        #expect(Set(names) == Set(FuzzTarget.allCases.map(\.rawValue)))
    }
}
