import Foundation
import NetworkPath
import Testing

@testable import Cloud

/// JSON that others wrote, before a decoder sees it.
struct JSONTests {
    private func body(_ text: String) -> JSONBody {
        var bytes = Array(text.utf8)
        return JSONBody(SecretBytes(moving: &bytes))
    }

    private func flaw(of text: String) -> JSONOutline.Flaw? {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBytes { raw in
            do throws(JSONOutline.Flaw) {
                _ = try JSONOutline(raw)
                return nil
            } catch {
                return error
            }
        }
    }

    @Test(arguments: [
        ("{}", nil), (" \n{\"a\": [1, {\"b\": \"}\"}]}", nil), ("{\"a\\\"\": \"\\\\\"} tail", nil),
        ("", JSONOutline.Flaw.notJSON), ("[]", .notJSON), ("<html>", .notJSON), ("\"a\"", .notJSON),
        ("{", .truncated), ("{\"a\"", .truncated), ("{\"a", .truncated), ("{\"a\\", .truncated),
        ("{\"value\": [{\"roleTemplateId\": \"62e9", .truncated),
    ])
    func whatIsNotWholeIsNotDecoded(text: String, flaw: JSONOutline.Flaw?) {
        #expect(self.flaw(of: text) == flaw)
    }

    @Test(arguments: [31, 32, 33, 100_000])
    func whatIsNestedTooDeepIsNotDecoded(depth: Int) {
        let inner = depth - 1
        let text =
            "{\"a\":" + String(repeating: "[", count: inner) + String(repeating: "]", count: inner) + "}"
        #expect(flaw(of: text) == (depth > 32 ? .tooDeep(limit: 32) : nil))
    }

    private struct Answer: Decodable {
        var scope: String?
        var token: String?
        var inner: [String: String]?

        private enum CodingKeys: String, CodingKey {
            case scope
            case token = "access_token"
            case inner
        }
    }

    @Test func secretsAreTakenOutBeforeTheRestIsDecoded() throws {
        let body = body(
            #"{"scope": "a", "access_token": "ab\/c-_.~", "id_token": "", "inner": {"access_token": "kept"}}"#
        )
        let secrets = try body.withdraw(["access_token", "id_token", "refresh_token"])
        #expect(secrets.keys.sorted() == ["access_token"])
        #expect(secrets["access_token"]?.text == "ab/c-_.~")
        let answer = try #require(try body.decode(Answer.self))
        #expect(answer.scope == "a")
        #expect(answer.token == "*********")
        #expect(answer.inner == ["access_token": "kept"])
    }

    @Test func oneSecretGivenTwiceIsNowhereLeft() throws {
        let body = body(#"{"access_token": "one", "access_token": "two"}"#)
        #expect(try body.withdraw(["access_token"])["access_token"]?.text == "two")
        #expect(try body.decode(Answer.self)?.token == "***")
    }

    @Test func whatIsNoSuchDocumentIsNil() throws {
        #expect(try body(#"{"scope": 1}"#).decode(Answer.self) == nil)
        #expect(try body(#"{"scope": "a" "b"}"#).decode(Answer.self) == nil)
    }
}

extension SecretBytes {
    fileprivate var text: String { withBytes { String(decoding: $0, as: UTF8.self) } }
}
