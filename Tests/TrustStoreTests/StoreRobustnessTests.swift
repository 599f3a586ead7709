import Files
import Foundation
import TestSupport
import Testing

@testable import TrustStore
@testable import WatchCore

/// What may lie in a store instead of a certificate: it is told by its path, and nothing waits for it.
@Suite(.timeLimit(.minutes(2)))
struct StoreRobustnessTests {
    private let directory: TemporaryDirectory
    private let identity: Identity

    init() async throws {
        directory = try TemporaryDirectory()
        identity = try await Identity.connector.value
    }

    /// Puts something named `name` into the store with a shell command, `$0` being its path, or a socket.
    private func make(_ name: String, with command: String) async throws {
        guard command == "socket" else {
            try await Program.succeed("sh", "-c", command, directory(name))
            return
        }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: directory(name).utf8) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let outcome = withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) }
        }
        #expect(outcome == 0)
    }

    @Test(arguments: [
        ("mkfifo $0", "it is a FIFO"), ("mknod $0 c 1 5", "it is a device"),
        ("mkdir $0", "it is a directory"),
        ("socket", "it is a socket"),
        ("ln -s $0 $0", "Too many levels of symbolic links"),
        ("truncate -s 1G $0", "it is larger than 4194304 bytes"),
        ("ln -s /dev/zero $0", "it is a device"),
        ("ln -s /nowhere/x $0", "the nearest directory that exists"),
        ("ln -s $(dirname $0) $0", "it is a directory"),
    ])
    func whatIsNamedLikeACertificateAndIsNoneIsTold(_ command: String, _ detail: String) async throws {
        for name in ["a.pfx", identity.thumbprint.text, "a.txt"] { try await make(name, with: command) }
        try directory.write(identity.pem, to: "z.pem")
        var search = Search(identity, directory.path)
        for _ in 0..<2 {
            let lookup = search.run()
            #expect(lookup.found?.file == directory("z.pem"))
            #expect(
                lookup.problems.map(\.path) == [directory(identity.thumbprint.text), directory("a.pfx")])
            #expect(lookup.problems.allSatisfy { $0.detail.hasPrefix(detail) })
        }
        // So it is as a place of its own, unless that is a directory.
        var place = Search(identity, directory("a.pfx"))
        guard !FileStatus.isDirectory(directory("a.pfx")) else { return }
        let problems = place.run().problems
        #expect(problems.map(\.path) == [directory("a.pfx")])
        #expect(problems.allSatisfy { $0.detail.hasPrefix(detail) })
    }

    /// As on a share that is mounted with another character set.
    @Test func aNameThatIsNoUTF8IsToldAndNeverTakenForAbsence() async throws {
        try directory.write(identity.pem, to: "plain")
        try await Program.succeed(
            "bash", "-c", #"mv "$0/plain" "$0"/$'caf\xe9.pem'; mkdir "$0"/$'g\xe9'"#, directory.path)
        for place in [directory.path, directory("*.pem"), directory("g*")] {
            var search = Search(identity, place)
            let problem = try #require(search.run().problems.first)
            #expect(problem.kind == .system)
            #expect(problem.path.hasSuffix(place.hasSuffix("g*") ? "g\u{FFFD}" : "caf\u{FFFD}.pem"))
            #expect(problem.detail.hasPrefix("its name is not valid UTF-8"))
        }
    }

    @Test func aFileThatEndsEarlierThanItSaysIsReadAsFarAsItGoes() {
        // Its size is told as 0, and it never ends at it.
        var search = Search(identity, "/proc/self/maps")
        #expect(search.run().problems.map(\.kind) == [.damaged])
    }

    @Test func filesThatComeAndGoMeanwhileAreNoProblem() throws {
        for number in 0..<20 { try directory.write(identity.pem, to: "\(number).pem") }
        var search = Search(identity, directory.path)
        let (here, seen) = (directory, Int.random(in: 1..<10))
        search.goesOn = { result in
            // After some files the others are gone.
            if result.lookup.certificates == seen {
                for number in 10..<20 { unlink(here("\(number).pem")) }
            }
            return true
        }
        let lookup = search.run()
        #expect(lookup.problems.isEmpty && lookup.laterProblems.isEmpty && !lookup.isUnfinished)
        #expect(lookup.certificates <= 20)
    }

    @Test func aCertificateAmongTenThousandIsFound() async throws {
        // In memory: thousands of files take a disk seconds.
        let directory = try TemporaryDirectory(below: "/dev/shm")
        let other = try await Identity.other.value
        for number in 0..<StorePlace.fileLimit - 1 {
            // Each another one, by its serial number's last byte and the signature's.
            var der = other.der
            der[der.count - 1] = UInt8(truncatingIfNeeded: number)
            der[der.count - 2] = UInt8(truncatingIfNeeded: number >> 8)
            try directory.writeQuickly(der, to: "\(number).cer")
        }
        try directory.write(identity.der, to: "zzz.cer")
        var search = Search(identity, directory.path)
        for _ in 0..<2 {
            let lookup = search.run()
            #expect(lookup.found?.file == directory("zzz.cer"))
            #expect(lookup.certificates == StorePlace.fileLimit && lookup.problems.isEmpty)
            #expect(lookup.superseded.count == StoreLookup.supersededLimit)
        }
        #expect(search.cache.count == StorePlace.fileLimit)
    }

    @Test func theFileThatDotNETWouldWriteIsFoundBeyondTheBoundToo() async throws {
        let directory = try TemporaryDirectory(below: "/dev/shm")
        for number in 0...StorePlace.fileLimit { try directory.writeQuickly([], to: "\(number)") }
        let file = try directory.write(try await identity.pkcs12(), to: "\(identity.thumbprint).pfx")
        var search = Search(identity, directory.path)
        let lookup = search.run()
        #expect(lookup.found?.file == file && lookup.copies.isEmpty)
        #expect(lookup.problems.map(\.kind) == [.tooLarge])
    }
}
