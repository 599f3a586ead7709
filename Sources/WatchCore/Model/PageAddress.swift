internal import FoundationEssentials

/// The address of a page behind TLS: an `https` URL with a host, without user information or fragment.
package struct PageAddress: Sendable, Hashable, CustomStringConvertible {
    /// Host name or address literal, lower case, without brackets.
    package let host: String
    package let port: UInt16
    /// Path and query as they stand in the request line; at least "/".
    package let target: String
    /// The whole address, as alerts show it.
    package let text: String

    package var description: String { text }

    /// `nil` unless `text` is an `https` URL with a host that a request can be made from.
    package init?(_ text: String) {
        self.init(URL(string: text))
    }

    /// Where a `Location` header leads from this page (RFC 3986 section 5); `nil` where that is no `https` page.
    package func following(location: String) -> PageAddress? {
        location.isEmpty
            ? self
            : PageAddress(URL(string: location.withASCIIHost, relativeTo: URL(string: text))?.absoluteURL)
    }

    private init?(_ url: URL?) {
        guard let parts = AddressParts(url, scheme: "https", port: 443) else { return nil }
        (host, port, target, text) = (parts.host, parts.port, parts.target, parts.text)
    }
}

/// The address of something that is fetched without TLS: an `http` URL with a host, without user information or fragment.
package struct PlainAddress: Sendable, Hashable {
    /// Host name or address literal, lower case, without brackets.
    package let host: String
    package let port: UInt16
    /// Path and query as they stand in the request line; at least "/".
    package let target: String
    /// The whole address, as alerts show it.
    package let text: String

    /// `nil` unless `text` is an `http` URL with a host that a request can be made from.
    package init?(_ text: String) {
        self.init(URL(string: text))
    }

    /// Where a `Location` header leads from here (RFC 3986 section 5); `nil` where that is no `http` URL.
    package func following(location: String) -> PlainAddress? {
        PlainAddress(URL(string: location, relativeTo: URL(string: text))?.absoluteURL)
    }

    private init?(_ url: URL?) {
        guard let parts = AddressParts(url, scheme: "http", port: 80) else { return nil }
        (host, port, target, text) = (parts.host, parts.port, parts.target, parts.text)
    }
}

/// What a request is made from.
private struct AddressParts {
    let host: String
    let port: UInt16
    let target: String
    let text: String

    init?(_ url: URL?, scheme: String, port usual: UInt16) {
        guard let url, url.scheme?.lowercased() == scheme, url.user == nil, url.password == nil,
            let host = url.host(percentEncoded: true), !host.isEmpty,
            // A "%" hides what a host name cannot hold: a slash, a colon, a line end.
            host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "%") })
        else { return nil }
        guard let port = UInt16(exactly: url.port ?? Int(usual)), port > 0 else { return nil }
        let path = url.path(percentEncoded: true)
        let query = url.query(percentEncoded: true).map { "?" + $0 } ?? ""
        let target = (path.isEmpty ? "/" : path) + query
        guard target.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else { return nil }
        self.host = host.lowercased()
        self.port = port
        self.target = target
        let shownHost = host.contains(":") ? "[\(host.lowercased())]" : host.lowercased()
        self.text = "\(scheme)://" + shownHost + (port == usual ? "" : ":\(port)") + target
    }
}

/// A host name, or `*.` and a domain for every name below it.
package struct HostPattern: Sendable, Hashable, CustomStringConvertible {
    package let text: String

    package init(_ text: String) {
        self.text = text.asAbsoluteName
    }

    package var description: String { text }

    package func matches(_ host: String) -> Bool {
        let host = host.asAbsoluteName
        guard text.hasPrefix("*.") else { return host == text }
        return host.hasSuffix(text.dropFirst()) && host.utf8.count > text.utf8.count - 1
    }
}

extension String {
    /// A host name in lower case, without the dot that may end it (RFC 1034 section 3.1).
    var asAbsoluteName: String {
        let name = lowercased()
        return name.hasSuffix(".") ? String(name.dropLast()) : name
    }
}
