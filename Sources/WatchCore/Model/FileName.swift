/// The name of a file without its directory, and what its parts say.
package struct FileName {
    private static let certificateSuffixes: Set<Substring> = [
        "pfx", "p12", "pem", "crt", "cer", "der", "p7b", "p7c", "sst", "reg", "jks",
    ]

    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package init(ofPath path: String) {
        self.init(
            String(
                path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[path.utf8.index(after: $0)...] }
                    ?? path[...]))
    }

    /// What stands before the first dot.
    package var stem: Substring {
        text.utf8.firstIndex(of: UInt8(ascii: ".")).map { text[..<$0] } ?? text[...]
    }

    /// The name without its last dot and what follows.
    package var base: Substring {
        text.utf8.lastIndex(of: UInt8(ascii: ".")).map { text[..<$0] } ?? text[...]
    }

    /// What follows the last dot, in lower case; empty without a dot.
    package var suffix: String {
        text.utf8.lastIndex(of: UInt8(ascii: ".")).map { text[text.utf8.index(after: $0)...].lowercased() }
            ?? ""
    }

    /// Whether it is named as files with certificates are.
    package var isCertificate: Bool { Self.certificateSuffixes.contains(suffix[...]) || isThumbprint }

    /// Whether a thumbprint stands in it, as in the certificate's own file or a copy of that.
    package func names(_ thumbprint: Thumbprint) -> Bool { text.uppercased().contains(thumbprint.text) }

    /// Whether it is a thumbprint without an ending, as the files of Windows' stores are named.
    package var isThumbprint: Bool {
        text.utf8.count == 40 && text.utf8.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
    }
}
