import Foundation
import TestSupport

/// The Debian package under test.
enum DebianPackage {
    /// Where it lies: in the folder that `DEB` of the environment names, else one of the binaries under test.
    static var file: String {
        get async throws { try await found.value }
    }

    private static let found = Task { () async throws -> String in
        let given = ProcessInfo.processInfo.environment["DEB"]
        let folder = URL(filePath: given ?? ".build/deb-trial", relativeTo: Repository.root)
        if given == nil { try await build(in: folder.path) }
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        guard let name = files.first(where: { $0.hasPrefix("connector-watch_") && $0.hasSuffix(".deb") })
        else {
            throw ProgramFailure("\"\(folder.path)\" holds no package.")
        }
        return folder.appending(path: name).path
    }

    private static func build(in folder: String) async throws {
        // What it says goes into a file beside it, which can be read while it runs.
        let script = "make -C \"$0\" deb BIN=\"$1\" DEB=\"$2\" >\"$2.log\" 2>&1 || { cat \"$2.log\"; false; }"
        try await Program.succeed(
            "bash", "-c", script, Repository.root.path, Repository.binaries, folder)
    }
}

extension Machine {
    /// Installs the package, as an administrator does who answers no questions; what dpkg said.
    @discardableResult
    func install(_ package: String) async throws -> String {
        try await succeed("DEBIAN_FRONTEND=noninteractive dpkg --force-confold --install '\(package)'")
    }

    /// Makes the next version of a package, whose settings file is another one too; where it lies.
    func nextVersion(of package: String) async throws -> String {
        try await succeed(
            """
            dpkg-deb -R '\(package)' /root/next
            sed -i 's/^Version: .*/&+next/' /root/next/DEBIAN/control
            echo '# New in this version.' >>/root/next/etc/connector-watch/connector-watch.conf
            dpkg-deb -Zgzip -z1 -b /root/next /root/next.deb >&2
            echo /root/next.deb
            """
        ).components(separatedBy: "\n").last ?? ""
    }

    /// What `systemctl show` says of one property of the service.
    func service(_ property: String) async throws -> String {
        try await succeed("systemctl show -P \(property) connector-watch")
    }
}
