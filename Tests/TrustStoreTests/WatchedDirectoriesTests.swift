import Foundation
import TestSupport
import Testing

@testable import TrustStore

struct WatchedDirectoriesTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        for name in ["a/b/c", "data/1", "homes/x/my", "homes/y"] { try directory.makeDirectory(name) }
        try directory.write("", to: "a/b/c/file")
        try directory.write("", to: "data/1/file")
        try directory.write("", to: "homes/x/my/1.pfx")
        try directory.link("a/link", to: "../data/current/file")
        try directory.link("data/current", to: "1")
        try directory.link("circle", to: "circle")
        try directory.link("nowhere", to: "data/2/file")
        try directory.link("absolute", to: directory("a/b"))
        try directory.write("", to: "data/[x]")
    }

    @Test(arguments: [
        ("a/b/c/file", ["a/b/c"]),
        ("a/b/c/other", ["a/b/c"]),
        ("a/b/x/y/file", ["a/b"]),
        ("a/b/c/file/below", ["a/b/c"]),
        ("a/b/c", ["a/b/c"]),
        ("a/b/./c//", ["a/b/c"]),
        ("a/b/../link", ["a", "data", "data/1"]),
        ("data/current", ["data", "data/1"]),
        ("nowhere", [".", "data"]),
        ("absolute/c/file", [".", "a/b/c"]),
        ("circle", ["."]),
        ("data/*.pfx", ["data"]),
        ("homes/*/my/*.pfx", ["homes", "homes/x", "homes/y", "homes/x/my"]),
        ("homes/*/my", ["homes", "homes/x", "homes/y", "homes/x/my"]),
        ("none/*/x", ["."]),
        ("data/[x]", ["data"]),
    ])
    func theyAreTheOnesWhoseChangesCount(_ path: String, _ expected: [String]) {
        let expected = Set(expected.map { $0 == "." ? directory.path : directory($0) })
        #expect(WatchedDirectories(of: directory(path)).paths == expected)
    }

    @Test func theRootIsOneToo() {
        #expect(WatchedDirectories(of: "/no such directory/x").paths == ["/"])
        #expect(WatchedDirectories(of: "/*/no such directory").paths.contains("/"))
    }
}
