import Foundation
import TestSupport
import Testing

@testable import TrustStore

/// What .NET does to a list that is inherited: it makes its files with mode 0600.
struct AccessListTests {
    @Test(
        .enabled(if: areInstalled("setfacl"), "setfacl (acl) is not installed"),
        arguments: [
            ("chmod 600 $0", false), ("setfacl -m u:$1:r $0", false),
            ("setfacl -m u:$1:r $0 && chmod 600 $0", true), ("setfacl -m g:$2:r $0 && chmod 600 $0", true),
            ("setfacl -m u:12345:r $0 && chmod 600 $0", false),
        ])
    func anEntryThatTheMaskVoidsIsToldFromNone(command: String, isVoided: Bool) async throws {
        // A file system of its own may not keep such lists.
        let directory = try TemporaryDirectory()
        let file = try directory.write("", to: "a.pfx")
        try await Program.succeed("sh", "-c", command, file, "\(geteuid())", "\(getegid())")
        #expect(AccessList.isVoidedByMask(file) == isVoided)
    }
}
