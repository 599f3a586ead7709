import Foundation
import NetworkPath
import Testing
import WatchCore

@testable import Cloud

/// What tokens and Graph say of an account, put together.
struct AccountTests {
    private static let tenant = "3f0c5d2e-8a3e-4a30-9d2a-1f2b3c4d5e6f"

    private func token(_ claims: String) -> SecretBytes {
        let middle = Data(claims.utf8).base64EncodedString().replacing("+", with: "-").replacing(
            "/", with: "_")
        var bytes = Array("eyJ0eXAiOiJKV1QifQ.\(middle.replacing("=", with: "")).c2lnbmF0dXJl".utf8)
        return SecretBytes(moving: &bytes)
    }

    private func read(_ text: String) -> Claims? { Claims(of: token(text)) }

    private func document(_ text: String) throws -> AccountDocument {
        try JSONDecoder().decode(AccountDocument.self, from: Data(text.utf8))
    }

    @Test func theClaimsOfATokenAreRead() throws {
        let claims = try #require(
            read(#"{"tid":"T","upn":"é@x.example","wids":["a","b"],"acct":1,"idp":"i","exp":1e9}"#))
        #expect(claims.tenant == "T")
        #expect(claims.account == "é@x.example")
        #expect(claims.roles == ["a", "b"])
        #expect(claims.membership == 1)
    }

    /// A claim of another type is none; a token of another form has none that can be read.
    @Test func whatIsOtherwiseIsNotRead() {
        let odd = read(#"{"tid":1,"wids":"a","acct":"0","preferred_username":"p"}"#)
        #expect(odd?.tenant == nil)
        #expect(odd?.roles == nil)
        #expect(odd?.membership == 0)
        #expect(odd?.account == "p")
        #expect(read("[]") == nil)
        #expect(read(String(repeating: "[", count: 5000)) == nil)
        for text in ["", "opaque", "a.b", "a.!.c", "a.b.c.d.e"] {
            var bytes = Array(text.utf8)
            #expect(Claims(of: SecretBytes(moving: &bytes)) == nil)
        }
    }

    @Test(arguments: [
        (#"{"userType":"Member"}"#, #"{"acct":0}"#, false), (#"{"userType":"Guest"}"#, #"{"acct":0}"#, true),
        (#"{"userType":"Member"}"#, #"{"acct":1}"#, true),
        (#"{"userPrincipalName":"a_b.example#EXT#@c.example"}"#, "{}", true),
        // A member whose account was made from a guest's keeps its name.
        (#"{"userPrincipalName":"a_b.example#EXT#@c.example","userType":"Member"}"#, "{}", false),
    ])
    func guestsAreTold(account: String, identity: String, isGuest: Bool) throws {
        var reader = AccountReader(identity: read(identity), access: nil)
        reader.account = try document(account)
        #expect(reader.result.account.isGuest == isGuest)
    }

    @Test func rolesOfTheTokenAndOfGraphCountTogether() {
        let global = DirectoryRole.globalAdministrator
        let application = DirectoryRole.applicationAdministrator
        let member = "b79fbf4d-3ef9-4689-8143-76b194e85509"
        let identity = read(
            #"{"wids":["\#(application.template)","\#(member)","no guid"],"tid":"\#(Self.tenant)"}"#)
        var reader = AccountReader(
            identity: identity, access: read(#"{"wids":["\#(application.template)"]}"#))
        #expect(reader.result.account.roles == [application])
        #expect(reader.result.account.tenant == Self.tenant)
        reader.roles = [global, application]
        #expect(reader.result.account.roles == [global, application])
    }

    @Test func rolesThatNobodyTellsAreNotNone() {
        var reader = AccountReader(identity: read("{}"), access: nil)
        #expect(reader.result.account.roles == nil)
        reader.roles = []
        #expect(reader.result.account.roles == [])
    }

    @Test(arguments: [
        ("AADSTS50059: No tenant. Trace ID: 1", 50059, "AADSTS50059: No tenant."), ("", nil, ""),
        ("AADSTS7000218: x\r\nTrace ID: 1", 7_000_218, "AADSTS7000218: x"),
    ])
    func theNumberAndTheSentenceOfAnErrorAreRead(text: String, number: Int?, sentence: String) {
        let error = CloudError(code: "e", description: text)
        #expect(error.number == number)
        #expect(error.sentence == sentence)
    }

    @Test(arguments: [
        ("120", 120), ("0", 0), ("Sun, 06 Nov 1994 08:49:47 GMT", 10), ("soon", nil), ("-1", nil),
    ])
    func retryAfterIsSecondsOrADate(text: String, seconds: Int?) {
        let date = Date(httpDate: "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(Duration(retryAfter: text, at: date) == seconds.map { .seconds($0) })
    }
}
