import Foundation
import Glibc
import Testing
import WatchCore

@testable import SystemdHost

struct ConfigurationFilesTests {
    private let tree: TemporaryTree
    private let files: ConfigurationFiles
    private static let main = "/etc/connector-watch/connector-watch.conf"

    init() throws {
        tree = try TemporaryTree()
        files = ConfigurationFiles(main: nil, root: tree.root)
    }

    /// A drop-in below one of `/usr/lib`, `/run` and `/etc`.
    private func dropIn(_ parent: String, _ name: String) -> String {
        "\(parent)/connector-watch/connector-watch.conf.d/\(name)"
    }

    /// The fragments' paths without the root.
    private func paths(_ sources: ConfigurationSources) -> [String] {
        sources.fragments.map { String($0.path.dropFirst(tree.root.count)) }
    }

    @Test func withoutAnyFileTheDefaultsApply() throws {
        let sources = files.read()
        #expect(sources.fragments.isEmpty && sources.problems.isEmpty)
        #expect(try sources.configuration(hostName: "h").get().settings.connector.name == "h")
    }

    @Test func dropInsComeAfterTheMainFileSortedByName() throws {
        let expected = [
            Self.main, dropIn("/etc", "10-a.conf"), dropIn("/usr/lib", "20-b.conf"),
            dropIn("/run", "30-c.conf"),
        ]
        for path in expected.reversed() { try tree.write("[Connector]\nName=\(path)\n", to: path) }
        let sources = files.read()
        #expect(paths(sources) == expected)
        #expect(try sources.configuration().get().settings.connector.name == expected.last)
    }

    @Test(arguments: [
        (["/usr/lib", "/run", "/etc"], "/etc"), (["/usr/lib", "/run"], "/run"),
        (["/usr/lib", "/etc"], "/etc"),
    ])
    func ofDropInsWithOneNameTheHighestDirectoryCounts(parents: [String], winner: String) throws {
        for parent in parents { try tree.write("[Connector]\n", to: dropIn(parent, "10.conf")) }
        #expect(paths(files.read()) == [dropIn(winner, "10.conf")])
    }

    @Test func anEmptyFileOrALinkToNullMasksTheOthers() throws {
        for name in ["10.conf", "20.conf", "30.conf"] {
            try tree.write("[Connector]\n", to: dropIn("/usr/lib", name))
        }
        try tree.link(dropIn("/etc", "10.conf"), to: "/dev/null")
        try tree.write("", to: dropIn("/run", "20.conf"))
        let sources = files.read()
        #expect(paths(sources) == [dropIn("/usr/lib", "30.conf")])
        #expect(sources.problems.isEmpty)
    }

    @Test func onlyFilesNamedConfCountAndNoDotFiles() throws {
        for name in [".hidden.conf", "x.conf~", "x.conf.dpkg-new", "README", ".conf"] {
            try tree.write("nonsense\n", to: dropIn("/etc", name))
        }
        #expect(files.read().fragments.isEmpty)
        #expect(files.read().problems.isEmpty)
    }

    @Test(arguments: ["n\u{1B}[31m.conf", "a\nb.conf", "\u{7F}.conf"])
    func aDropInWhoseNameCannotBeShownIsWarnedOf(name: String) throws {
        try tree.write("nonsense\n", to: dropIn("/etc", name))
        let sources = files.read()
        #expect(sources.fragments.isEmpty)
        let warning = try #require(sources.problems.first)
        #expect(warning.severity == .warning)
        #expect(
            warning.message.hasPrefix(
                "The file is ignored, because its name has invalid UTF-8 or control characters"))
        #expect(!warning.file.contains(name))
        #expect(try sources.configuration().get().warnings == [warning])
    }

    @Test func aDropInWhoseNameIsNoUTF8IsWarnedOf() throws {
        try tree.write("nonsense\n", to: dropIn("/etc", "n.conf"))
        let path = tree.root + dropIn("/etc", "n")
        #expect(
            "\(path).conf".withCString { old in
                let bytes = Array(path.utf8) + [0xFF] + Array(".conf".utf8) + [0]
                return bytes.withUnsafeBytes { new in
                    new.withMemoryRebound(to: CChar.self) { rename(old, $0.baseAddress) }
                }
            } == 0)
        #expect(files.read().problems.map(\.severity) == [.warning])
        try tree.write("[Connector]\n", to: dropIn("/etc", "\u{FFFD}.conf"))
        #expect(paths(files.read()) == [dropIn("/etc", "\u{FFFD}.conf")])
    }

    @Test func aNamedFileIsReadWithItsOwnDropInsOnly() throws {
        try tree.write("[Connector]\n", to: "/own.conf")
        try tree.write("[Connector]\n", to: "/own.conf.d/1.conf")
        try tree.write("[Connector]\n", to: dropIn("/etc", "2.conf"))
        let own = ConfigurationFiles(main: tree.root + "/own.conf", root: tree.root)
        #expect(paths(own.read()) == ["/own.conf", "/own.conf.d/1.conf"])
        #expect(own.watchedPaths == ["/own.conf", "/own.conf.d"].map { tree.root + $0 })
    }

    @Test func aNamedFileMustBeThere() throws {
        let path = tree.root + "/none.conf"
        let sources = ConfigurationFiles(main: path).read()
        #expect(
            sources.problems.map(\.description) == [
                "\(path): error: Failed to read the file: No such file or directory."
            ])
        #expect(throws: ConfigurationProblems.self) { try sources.configuration().get() }
    }

    @Test(.timeLimit(.minutes(2)))
    func whatIsNoRegularFileIsRefusedAndTheRestIsChecked() throws {
        try tree.write("[Conector]\n", to: dropIn("/etc", "30.conf"))
        try tree.write("", to: dropIn("/etc", "10.conf") + "/x")
        try #require(mkfifo(tree.root + dropIn("/etc", "20.conf"), 0o600) == 0)
        try tree.link(dropIn("/etc", "05.conf"), to: "nowhere")
        guard case .failure(let problems) = files.read().configuration() else {
            Issue.record("The configuration was taken.")
            return
        }
        let sentences = [
            "05.conf": "error: Failed to read the file: No such file or directory.",
            "10.conf": "error: Not a regular file.",
            "20.conf": "error: Not a regular file.",
            "30.conf:1:1": "error: Unknown section [Conector]; did you mean [Connector]?",
        ]
        let expected = sentences.map { "\(tree.root)\(dropIn("/etc", $0.key)): \($0.value)" }
        #expect(problems.lines.sorted() == expected.sorted())
    }

    @Test func aFileBeyondTheBoundIsRefused() throws {
        try tree.write(String(repeating: "\n", count: UnitFileParser.maximumSize + 100), to: Self.main)
        #expect(throws: ConfigurationProblems.self) { try files.read().configuration().get() }
    }
}
