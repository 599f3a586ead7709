import Foundation
import TestSupport
import Testing
import TrustStore
import WatchCore

struct SettingsFileTests {
    let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    @Test func isReadThroughSymbolicLinks() throws {
        try directory.write(settingsText, to: "a.xml")
        let file = try directory.link("TrustSettings.xml", to: "a.xml")
        guard case .read(let settings) = TrustSettingsReader.read(file: file) else {
            Issue.record("It was not read.")
            return
        }
        #expect(!settings.isInUserStore)
    }

    @Test(arguments: ["TrustSettings.xml", "a/b/c/TrustSettings.xml", "file/TrustSettings.xml"])
    func thatIsMissingIsToldWithTheNearestDirectoryThatExists(_ name: String) throws {
        try directory.write("", to: "file")
        let reading = TrustSettingsReader.read(file: directory(name))
        #expect(reading == .missing(nearest: directory.path))
        #expect(TrustSettingsReader.read(file: "/no/such/file") == .missing(nearest: "/"))
    }

    @Test func thatIsALinkIntoNowhereIsMissing() throws {
        let file = try directory.link("TrustSettings.xml", to: "/no/where")
        #expect(TrustSettingsReader.read(file: file) == .missing(nearest: directory.path))
    }

    @Test func isNotReadFromWhatIsNoRegularFile() throws {
        let fifo = directory("fifo")
        mkfifo(fifo, 0o600)
        #expect(TrustSettingsReader.read(file: fifo) == .unreadable("it is a FIFO"))
        #expect(TrustSettingsReader.read(file: directory.path) == .unreadable("it is a directory"))
        #expect(TrustSettingsReader.read(file: "/dev/zero") == .unreadable("it is a device"))
    }

    @Test func thatMayNotBeReadIsUnreadable() throws {
        let file = try directory.write(settingsText, to: "TrustSettings.xml")
        chmod(file, 0o600)
        #expect(asNobody { TrustSettingsReader.read(file: file) } == .unreadable("Permission denied"))
        try directory.makeDirectory("closed")
        chmod(directory("closed"), 0o700)
        let below = directory("closed/TrustSettings.xml")
        #expect(asNobody { TrustSettingsReader.read(file: below) } == .unreadable("Permission denied"))
    }

    @Test func inACircleOfLinksIsUnreadable() throws {
        try directory.link("a", to: "b")
        let file = try directory.link("b", to: "a")
        let reading = TrustSettingsReader.read(file: file)
        #expect(reading == .unreadable("Too many levels of symbolic links"))
    }

    @Test func thatIsHugeIsNotRead() throws {
        let file = try directory.write("", to: "TrustSettings.xml")
        truncate(file, 1 << 40)
        let reading = TrustSettingsReader.read(file: file)
        #expect(reading == .malformed(.tooLarge(limit: TrustSettingsReader.sizeLimit), line: 1, column: 1))
    }
}
