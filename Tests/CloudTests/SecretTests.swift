import Testing
import WatchCore

@testable import Cloud
@testable import NetworkPath

/// What holds a secret shows it to nobody.
struct SecretTests {
    private func secret(_ text: String) -> SecretBytes {
        var bytes = Array(text.utf8)
        defer { #expect(bytes.isEmpty) }
        return SecretBytes(moving: &bytes)
    }

    @Test func noTextOfItHoldsIt() {
        let token = Token(access: secret("s3cr3t"), identity: secret("s3cr3t"), scopes: [])
        var dumped = ""
        dump(token, to: &dumped)
        for text in [
            "\(token)", String(reflecting: token), dumped, "\(token.access)",
            String(describing: token.identity),
        ] {
            #expect(!text.contains("s3cr3t"))
            #expect(!text.contains("115"), "The bytes themselves: \(text)")
        }
    }

    @Test func aFormIsEncoded() throws {
        let page = try #require(PageAddress("https://login.example/x"))
        let request = PageRequest.post(
            [("a b", .text("ü&=+")), ("code", .secret(secret("x/y~")))], to: page)
        let sent = request.wholeText
        #expect(sent.hasPrefix("POST /x HTTP/1.1\r\nHost: login.example\r\n"))
        #expect(
            sent.contains("\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 35\r\n"))
        #expect(sent.hasSuffix("\r\n\r\na%20b=%C3%BC%26%3D%2B&code=x%2Fy%7E"))
    }

    @Test func aTokenStandsInOneField() throws {
        let page = try #require(PageAddress("https://graph.example/v1.0/me?$select=id"))
        let sent = PageRequest.get(page, bearer: secret("abc.def")).wholeText
        #expect(sent.hasPrefix("GET /v1.0/me?$select=id HTTP/1.1\r\nHost: graph.example\r\n"))
        #expect(sent.hasSuffix("\r\nAuthorization: Bearer abc.def\r\n\r\n"))
        #expect(!PageRequest.get(page).wholeText.contains("Authorization"))
        #expect(!"\(PageRequest.get(page, bearer: secret("abc.def")))".contains("abc.def"))
    }
}

extension PageRequest {
    fileprivate var wholeText: String { bytes.withBytes { String(decoding: $0, as: UTF8.self) } }
}
