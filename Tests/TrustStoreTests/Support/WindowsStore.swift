import TestSupport

@testable import TrustStore
@testable import WatchCore

/// Bytes as Windows writes them, by the layouts of [MS-GPEF], [MS-OSHARED], wincrypt.h and regedit's own files.
enum WindowsStore {
    static let provider = "Microsoft Software Key Storage Provider"

    private static func word(_ value: Int) -> [UInt8] {
        [UInt8(value & 255), UInt8(value >> 8 & 255), UInt8(value >> 16 & 255), UInt8(value >> 24 & 255)]
    }

    /// UTF-16LE with its terminator.
    static func text(_ text: String) -> [UInt8] {
        (Array(text.utf16) + [0]).flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    }

    static func property(_ id: Int, _ value: [UInt8] = []) -> [UInt8] {
        word(id) + word(1) + word(value.count) + value
    }

    /// Property 2, with the offsets of the two names.
    static func key(_ provider: String? = provider, container: String = "te-1111") -> [UInt8] {
        let first = text(container)
        let second = provider.map(text) ?? []
        let offset = provider == nil ? 0 : 28 + first.count
        return property(2, [28, offset, 0, 0x20, 0, 0, 0].flatMap(word) + first + second)
    }

    static func name(_ name: String) -> [UInt8] { property(11, text(name)) }

    static let archived = property(19)

    /// A certificate after its properties, as in a file of its own or in a registry value.
    static func element(_ identity: Identity, _ properties: [UInt8] = key()) -> [UInt8] {
        property(3, Array(repeating: 0, count: 20)) + properties + property(32, identity.der)
    }

    static func sst(_ elements: [UInt8]...) -> [UInt8] {
        word(0) + Array("CERT".utf8) + elements.joined() + Array(repeating: 0, count: 12)
    }

    // MARK: Registry

    static let root = #"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\SystemCertificates"#

    /// Lines of a store with these certificates.
    static func keys(_ store: String, _ identities: [Identity], root: String = root) -> [String] {
        identities.flatMap { identity in
            [
                #"[\#(root)\\#(store)\Certificates\\#(identity.thumbprint)]"#,
                #""Blob"=hex:"# + folded(element(identity)), "",
            ]
        }
    }

    /// Bytes in hexadecimal, folded as `reg export` folds them.
    static func folded(_ bytes: [UInt8]) -> String {
        var (text, column) = ("", 11)
        for (index, byte) in bytes.enumerated() {
            let isLast = index == bytes.count - 1
            text += (byte < 16 ? "0" : "") + String(byte, radix: 16) + (isLast ? "" : ",")
            column += 3
            if column >= 77, !isLast {
                text += "\\\r\n  "
                column = 2
            }
        }
        return text
    }

    /// How an exported registry file is written.
    enum Encoding: CaseIterable {
        case utf16
        case utf16BigEndian
        case utf16WithoutMark
        case utf8
        case ansi
    }

    /// An exported registry file with these lines.
    static func registry(_ lines: [String], _ encoding: Encoding = .utf16, lineEnd: String = "\r\n")
        -> [UInt8]
    {
        let head = encoding == .ansi ? "REGEDIT4" : "Windows Registry Editor Version 5.00"
        let text = ([head, ""] + lines).joined(separator: "\r\n").replacing("\r\n", with: lineEnd)
        let little = text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        return switch encoding {
        case .utf16: [0xff, 0xfe] + little
        case .utf16BigEndian: [0xfe, 0xff] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        case .utf16WithoutMark: little
        case .utf8: [0xef, 0xbb, 0xbf] + Array(text.utf8)
        case .ansi: Array(text.utf8)
        }
    }
}
