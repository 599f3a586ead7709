import Foundation
import SystemdHost
import TestSupport
import Testing
import WatchCore

struct CredentialsTests {
    @Test(arguments: [
        ("secret", "secret"), ("secret\n", "secret"), ("secret\n\n", "secret\n"), ("", ""), ("\n", ""),
        (" a b ", " a b "),
    ])
    func oneLineBreakAtTheEndIsTakenOff(contents: String, value: String) async throws {
        try await withTemporaryDirectory { directory in
            try Data(contents.utf8).write(to: URL(filePath: directory("store-password")))
            let reading = Credentials(directory: directory.path).read("store-password")
            #expect(reading == .read(Array(value.utf8)))
        }
    }

    @Test func aCredentialThatWasNotGivenIsAbsent() async throws {
        #expect(Credentials(directory: nil).read("store-password") == .absent)
        try await withTemporaryDirectory { directory in
            #expect(Credentials(directory: directory.path).read("store-password") == .absent)
        }
    }

    @Test(arguments: ["", ".", "..", ".hidden", "a/b", "../a", "a:b", "a b", "a\nb", "\u{e4}"])
    func aNameThatIsNoPlainFileNameIsRefused(name: String) {
        guard case .failed(let sentence) = Credentials(directory: "/etc").read(name) else {
            Issue.record("\"\(name)\" was taken.")
            return
        }
        #expect(sentence.hasPrefix("Invalid name of a credential: "))
        #expect(!sentence.contains("\n"))
    }

    @Test func whatIsTooLargeOrNoFileIsRefused() async throws {
        try await withTemporaryDirectory { directory in
            let credentials = Credentials(directory: directory.path)
            let limit = Credentials.limit
            try Data(count: limit).write(to: URL(filePath: directory("full")))
            try Data(count: limit + 1).write(to: URL(filePath: directory("large")))
            mkdir(directory("directory"), 0o700)
            symlink("full", directory("link"))
            #expect(credentials.read("full") == .read([UInt8](repeating: 0, count: limit)))
            #expect(
                credentials.read("large") == .failed("The credential \"large\" is larger than 65536 bytes."))
            #expect(
                credentials.read("directory")
                    == .failed("The credential \"directory\" is not a regular file."))
            #expect(
                credentials.read("link")
                    == .failed(
                        "Failed to read the credential \"link\": Too many levels of symbolic links."))
        }
    }
}

struct HostNameTests {
    @Test func itIsWhatTheKernelSays() async throws {
        #expect(try await Program.run("uname", "-n").output == HostName.current() + "\n")
    }
}
