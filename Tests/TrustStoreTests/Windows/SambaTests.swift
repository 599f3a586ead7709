import Foundation
import TestSupport
import Testing
import WatchCore

@testable import TrustStore

/// A made-up drive C: that a real Samba server exports, copied off its share.
@Suite(
    .enabled(if: areInstalled("smbd", "smbclient"), "samba and smbclient are not installed"),
    .timeLimit(.minutes(2)))
struct SambaTests {
    private let directory: TemporaryDirectory
    private let identity: Identity
    private let other: Identity

    init() async throws {
        directory = try TemporaryDirectory()
        (identity, other) = try await Identity.both
    }

    /// Copies the whole share into `copy`.
    private func copyShare() async throws {
        let port = Int.random(in: 20000...29999)
        try directory.makeDirectory("state")
        try directory.makeDirectory("copy")
        try directory.write(
            """
            [global]
            server role = standalone server
            smb ports = \(port)
            bind interfaces only = yes
            interfaces = lo
            map to guest = Bad User
            guest account = root
            private dir = \(directory("state"))
            lock directory = \(directory("state"))
            state directory = \(directory("state"))
            cache directory = \(directory("state"))
            pid directory = \(directory("state"))
            ncalrpc dir = \(directory("state/rpc"))
            log file = \(directory("log"))
            disable spoolss = yes
            load printers = no
            [c]
            path = \(directory("drive"))
            guest ok = yes
            read only = yes
            """, to: "conf")
        try await Program.succeed(
            "bash", "-ec",
            """
            # It ends its whole process group with itself, which must not be the tests'.
            setsid smbd -F --no-process-group -s conf >server 2>&1 &
            trap 'kill $!' EXIT
            ask() { smbclient //127.0.0.1/c -p "$0" -N -s conf -c "$1" >client 2>&1; }
            until ask ls || ! kill -0 $!; do :; done
            ask 'recurse on; prompt off; lcd copy; mget *' || { cat client server; exit 1; }
            """, "\(port)", in: directory.path)
    }

    private func probe() async -> TrustObservation {
        let host = WindowsHost(root: directory("copy"))
        let target = TrustTarget(
            windowsHost: host, settingsFile: host.settingsPattern,
            machineStore: [host.machineStore(beside: host.settingsPattern)], userStore: [host.userStore],
            issuer: Identity.issuer, renewalWindow: .seconds(30 * 86400), expiryWarning: .seconds(30 * 86400),
            expiryError: .seconds(14 * 86400), expiryCritical: .seconds(3 * 86400))
        return await TrustFiles { _ in .absent }.probe(at: target)
    }

    /// Writes what lies on the drive: the settings, the machine's export, the Network Service's certificates.
    private func fill(_ wanted: Identity, isInUserStore: Bool, user: [Identity]) throws {
        let host = WindowsHost(root: "drive")
        let file = host.settingsFile(of: WindowsHost.agentFolders[0])
        let text = settingsText("4905CC64B2D81BBED60962ECC5DCF63F643CCD55", wanted.thumbprint.text)
            .replacing(">false<", with: ">\(isInUserStore)<")
        try directory.makeDirectory(String(file.dropLast("/TrustSettings.xml".count)))
        try directory.makeDirectory(host.userStore)
        try directory.write(text, to: file)
        try directory.write(
            WindowsStore.registry(WindowsStore.keys("MY", [other])), to: host.machineStore(beside: file))
        for holder in user {
            try directory.write(WindowsStore.element(holder), to: "\(host.userStore)/\(holder.thumbprint)")
        }
    }

    @Test func theCertificateIsFoundBeforeAndAfterItsFirstRenewal() async throws {
        try fill(other, isInUserStore: false, user: [])
        try await copyShare()
        let before = await probe()
        #expect(before.lookup?.found?.facts.thumbprint == other.thumbprint)
        #expect(before.lookup?.found?.key?.state == .windows(.linked(provider: WindowsStore.provider)))

        try fill(identity, isInUserStore: true, user: [identity])
        try await copyShare()
        let after = await probe()
        #expect(after.lookup?.found?.facts.thumbprint == identity.thumbprint)
        #expect(after.lookup?.found?.file.hasSuffix("/\(identity.thumbprint)") == true)
        #expect(after.superseded.map(\.facts.thumbprint) == [other.thumbprint])
        #expect(after.unread.isEmpty)
    }
}
