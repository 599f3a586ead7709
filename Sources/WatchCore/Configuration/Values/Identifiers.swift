extension ValueType<String> {
    /// The id of a tenant (RFC 4122 section 3), in lower case.
    static let tenant = checked("a GUID such as 00000000-1111-2222-3333-444444444444") {
        text throws(ValueError) in
        guard text.isGUID else { throw ValueError() }
        return text.lowercased()
    }

    /// The id of an application in the directory of a tenant, in lower case.
    static let application = checked(
        "the application (client) id, a GUID such as 00000000-1111-2222-3333-444444444444", tenant.read)

    /// The name of a systemd credential (systemd.exec(5)): a valid file name that is also a descriptor name.
    static let credential = checked(
        "the name of a systemd credential: at most 255 letters, digits and signs, without \"/\" and \":\""
    ) { text throws(ValueError) in
        guard text != ".", text != "..", (1...255).contains(text.utf8.count),
            text.utf8.allSatisfy({
                $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ":")
            })
        else { throw ValueError() }
        return text
    }

    /// An absolute path, at most as long as Linux accepts.
    static let path = checked("an absolute path") { text throws(ValueError) in
        guard text.hasPrefix("/") else { throw ValueError("it does not begin with \"/\"") }
        guard text.utf8.count <= 4095 else { throw ValueError("it has more than 4095 bytes") }
        return text
    }

    /// A file that node_exporter's text file collector reads: it leaves out every other ending.
    static let metricsFile = checked("an absolute path that ends in \".prom\"") { text throws(ValueError) in
        let path = try path.read(text)
        let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        guard name.hasSuffix(".prom"), name != ".prom" else {
            throw ValueError(
                "a text file collector reads only files that end in \".prom\"",
                suggestion: name.isEmpty || name.hasPrefix(".") ? nil : path + ".prom")
        }
        guard name.utf8.count <= 200 else { throw ValueError("its name has more than 200 bytes") }
        return path
    }

    /// A file, a directory, or a pattern of glob(7) for them.
    static let place = checked("absolute paths of files or directories, or glob(7) patterns", path.read)

    /// The instance name of a section, which becomes part of a check's name.
    static let instance = checked(
        "1 to 100 letters, digits and any of . - _ @ +"
    ) { text throws(ValueError) in
        guard (1...100).contains(text.utf8.count), text.utf8.allSatisfy(isOfInstance) else {
            throw ValueError()
        }
        return text
    }

    private static func isOfInstance(_ byte: UInt8) -> Bool {
        let scalar = Unicode.Scalar(byte)
        return scalar.isASCII && scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
            || ".-_@+".utf8.contains(byte)
    }
}

extension ValueType<String> {
    /// The URL of a page, in which `<tenant>` stands for the tenant's GUID.
    static let pageOfTenant = checked(
        "an https URL (\(Settings.tenantPlaceholder) stands for the tenant's GUID)"
    ) { text throws(ValueError) in
        let isOfTenant = text.contains(Settings.tenantPlaceholder)
        guard let page = PageAddress(ofTenant: text) else {
            throw ValueError(
                Self.flaw(ofPage: text),
                suggestion: text.hasPrefix("http://") && !text.contains("@")
                    ? "https" + text.dropFirst(4) : nil)
        }
        // Brackets and a zone belong to the URL; what is inside must still be a host.
        _ = try HostName.read(page.host)
        return isOfTenant ? text : page.text
    }

    /// Why `text` is not the address of a page.
    private static func flaw(ofPage text: String) -> String {
        guard text.lowercased().hasPrefix("https://") else { return "it does not begin with \"https://\"" }
        return text.userInformation == nil
            ? "it is not a valid URL" : "a user name or password is not allowed in it"
    }
}

extension PageAddress {
    /// The page of a URL in which a stand-in replaces the tenant's placeholder, or `nil` if the URL is invalid.
    init?(ofTenant text: String) {
        self.init(
            text.contains(Settings.tenantPlaceholder)
                ? text.replacing(Settings.tenantPlaceholder, with: Settings.namelessTenant) : text)
    }
}

extension ValueType<OutboundProxy> {
    /// `http://HOST:PORT`; credentials are never written in a configuration file.
    static let proxy: ValueType<OutboundProxy> = ValueType(
        allowed: "the URL of an HTTP proxy such as http://proxy.example:8080",
        read: { text throws(ValueError) in
            guard !text.contains("@") else {
                throw ValueError(
                    "user and password belong in a systemd credential (Credential=)")
            }
            guard text.lowercased().hasPrefix("http://") else { throw otherForm(text) }
            let rest = text.dropFirst("http://".count)
            let authority = rest.hasSuffix("/") ? rest.dropLast() : rest
            guard !authority.contains(where: { "/?#".contains($0) }) else {
                throw ValueError("nothing may follow the port")
            }
            guard let colon = authority.lastIndex(of: ":"), authority[colon...].count > 1,
                !authority.hasSuffix("]")
            else { throw ValueError("the port is missing") }
            var host = String(authority[..<colon])
            if host.hasPrefix("["), host.hasSuffix("]") {
                // The sign before a zone is written "%25" in a URL (RFC 6874), and often without the "25".
                host = String(host.dropFirst().dropLast().replacing("%25", with: "%", maxReplacements: 1))
            }
            let port = try ValueType<UInt16>.port.read(String(authority[authority.index(after: colon)...]))
            return OutboundProxy(host: try HostName.read(host), port: port)
        },
        write: { "http://" + "\($0)".replacing("%", with: "%25") })

    /// What is wrong with the address of a proxy that is no URL, and the URL that was probably meant.
    private static func otherForm(_ text: String) -> ValueError {
        let entries = text.split { "; ".contains($0) }.map(String.init)
        let named = entries.compactMap { entry in
            entry.firstIndex(of: "=").map { (entry[..<$0].lowercased(), entry[$0...].dropFirst()) }
        }
        if !named.isEmpty || entries.count > 1 {
            // The proxy for https is the one that is asked for tunnels.
            let meant =
                named.first { $0.0 == "https" }?.1 ?? named.first { $0.0 == "http" }?.1
                ?? entries.first { !$0.contains("=") }?[...]
            return ValueError(
                "this is the form of netsh winhttp, with several proxies or exceptions; write the one for https as a URL",
                suggestion: meant.flatMap(asURL))
        }
        return ValueError("it does not begin with \"http://\"", suggestion: asURL(text[...]))
    }

    /// A valid URL made from `host:port`, with a scheme or without one, or `nil` if there is none.
    private static func asURL(_ text: Substring) -> String? {
        let url = text.contains("://") ? String(text) : "http://" + text
        return url.lowercased().hasPrefix("http://") && (try? proxy.read(url)) != nil ? url : nil
    }
}

extension String {
    /// Whether this is a GUID in its usual form: 8-4-4-4-12 hexadecimal digits.
    package var isGUID: Bool {
        let groups = split(separator: "-", omittingEmptySubsequences: false)
        return groups.map(\.count) == [8, 4, 4, 4, 12]
            && groups.joined().unicodeScalars.allSatisfy { $0.isASCII && $0.properties.isASCIIHexDigit }
    }
}
