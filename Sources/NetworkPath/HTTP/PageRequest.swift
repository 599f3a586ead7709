package import WatchCore

/// One request over HTTPS for JSON (RFC 9110, RFC 8259).
///
/// It can be sent once: its bytes are overwritten then.
package struct PageRequest: Sendable {
    /// A field of a form.
    package enum Value: Sendable {
        case text(String)
        case secret(SecretBytes)
    }

    package let page: PageAddress
    /// The whole of it, as it is sent.
    let bytes: SecretBytes

    /// Asks for a page.
    ///
    /// - Parameters:
    ///   - page: its address.
    ///   - token: what authorizes the request (RFC 6750 section 2.1), or `nil` if nothing needs to.
    /// - Returns: the request.
    package static func get(_ page: PageAddress, bearer token: SecretBytes? = nil) -> PageRequest {
        var head = head("GET", page, [])
        guard let token else { return PageRequest(page: page, bytes: SecretBytes(moving: &head)) }
        var request = Self.array(holding: head.count + token.count + 64)
        request += head.dropLast(2)
        request += "Authorization: Bearer ".utf8
        token.withBytes { request += $0 }
        request += "\r\n\r\n".utf8
        return PageRequest(page: page, bytes: SecretBytes(moving: &request))
    }

    /// Sends a form (application/x-www-form-urlencoded).
    package static func post(_ form: [(name: String, value: Value)], to page: PageAddress) -> PageRequest {
        let length = form.reduce(0) { $0 + 2 + 3 * $1.name.utf8.count + 3 * $1.value.count }
        var body = array(holding: length)
        for (name, value) in form {
            if !body.isEmpty { body.append(UInt8(ascii: "&")) }
            body.append(encoding: name.utf8)
            body.append(UInt8(ascii: "="))
            switch value {
            case .text(let text): body.append(encoding: text.utf8)
            case .secret(let secret): secret.withBytes { body.append(encoding: $0) }
            }
        }
        let head = head(
            "POST", page,
            ["Content-Type: application/x-www-form-urlencoded", "Content-Length: \(body.count)"])
        var request = array(holding: head.count + body.count)
        request += head
        request += body
        body.overwrite()
        return PageRequest(page: page, bytes: SecretBytes(moving: &request))
    }

    private static func head(_ method: String, _ page: PageAddress, _ fields: [String]) -> [UInt8] {
        let host = page.port == 443 ? bracketed(page.host) : hostAndPort(page.host, page.port)
        let all = ["Accept: application/json", "Accept-Encoding: identity", "Connection: close"] + fields
        return request(method, page.target, host, all)
    }

    /// An empty array with room for so much: one that grows would leave copies of its bytes behind.
    private static func array(holding count: Int) -> [UInt8] {
        var array: [UInt8] = []
        array.reserveCapacity(count)
        return array
    }
}

extension PageRequest.Value {
    fileprivate var count: Int {
        switch self {
        case .text(let text): text.utf8.count
        case .secret(let secret): secret.count
        }
    }
}
