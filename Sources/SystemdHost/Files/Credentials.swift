internal import Files
internal import SystemPackage
package import WatchCore

/// The secrets that systemd hands to the service (`LoadCredential=`, systemd.exec(5)).
package struct Credentials: Sendable {
    /// Largest credential in bytes.
    package static let limit = 64 * 1024

    private let directory: String?

    /// - Parameter directory: the value of `CREDENTIALS_DIRECTORY`, or `nil` if the service has no credentials.
    package init(directory: String?) {
        self.directory = directory
    }

    package func read(_ name: String) -> CredentialReading {
        guard Self.isValid(name) else {
            return .failed("Invalid name of a credential: \"\(PlainText.escaped(name))\".")
        }
        guard let directory else { return .absent }
        do throws(FileError) {
            var (_, bytes) = try RegularFile.contents(
                of: "\(directory)/\(name)", limit: Self.limit, followsLinks: false)
            if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
            return .read(bytes)
        } catch {
            switch error {
            case .missing(.noSuchFileOrDirectory): return .absent
            case .missing(let errno), .permission(let errno), .system(let errno):
                return .failed(HostError("Failed to read the credential \"\(name)\"", errno).description)
            case .notRegular: return .failed("The credential \"\(name)\" is not a regular file.")
            case .tooLarge(let limit):
                return .failed("The credential \"\(name)\" is larger than \(limit) bytes.")
            }
        }
    }

    /// A plain file name: no path, no dot file, printable ASCII without a colon, at most 255 bytes.
    private static func isValid(_ name: String) -> Bool {
        (1...255).contains(name.utf8.count) && !name.hasPrefix(".")
            && name.utf8.allSatisfy {
                $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ":")
            }
    }
}
