internal import Files
internal import SystemPackage

/// How reading a credential went.
package enum CredentialReading: Sendable, Equatable {
    /// Its bytes, one line break at the end taken off.
    case read([UInt8])
    /// The service was given no credential of this name.
    case absent
    /// It cannot be used; one sentence.
    case failed(String)
}

/// The secrets that systemd hands to the service (`LoadCredential=`, systemd.exec(5)).
package struct Credentials: Sendable {
    /// Largest credential in bytes.
    package static let limit = 64 * 1024

    private let directory: String?

    /// `directory` is the value of `CREDENTIALS_DIRECTORY`, or `nil` if the service has no credentials.
    package init(directory: String?) {
        self.directory = directory
    }

    package func read(_ name: String) -> CredentialReading {
        guard Self.isValid(name) else {
            return .failed("\"\(PlainText.escaped(name))\" cannot be the name of a credential.")
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
                return .failed(HostError("The credential \"\(name)\" could not be read", errno).description)
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
