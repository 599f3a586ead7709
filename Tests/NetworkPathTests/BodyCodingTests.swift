import Foundation
import TestSupport
import Testing

@testable import NetworkPath

struct BodyCodingTests {
    /// `text` as python's zlib compresses it.
    private func compressed(_ text: String, _ call: String) async throws -> [UInt8] {
        let script = "import sys,zlib,gzip; d=sys.argv[1].encode()*int(sys.argv[2]); print((\(call)).hex())"
        let hex = try await Program.bash("python3 -c '\(script)' '\(text)' 1")
        let digits = Array(hex.filter(\.isHexDigit))
        return stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(digits[$0...($0 + 1)]), radix: 16)
        }
    }

    @Test(arguments: [
        ("gzip", "gzip.compress(d)"), ("x-gzip", "gzip.compress(d)"), ("deflate", "zlib.compress(d)"),
        ("deflate", "zlib.compress(d)[2:-4]"), ("gzip", "gzip.compress(d[:3]) + gzip.compress(d[3:])"),
    ])
    func aCompressedBodyIsRead(coding: String, call: String) async throws {
        let body = try await compressed("Sign in to your account", call)
        let plain = try #require(BodyCoding.decode(body, [coding], limit: 1000))
        #expect(String(decoding: plain.plain, as: UTF8.self) == "Sign in to your account")
        #expect(!plain.isCut)
        let beginning = try #require(BodyCoding.decode(body, [coding], limit: 4))
        #expect(String(decoding: beginning.plain, as: UTF8.self) == "Sign")
        #expect(beginning.isCut)
        let cut = try #require(BodyCoding.decode(Array(body.dropLast(9)), [coding], limit: 1000))
        #expect(cut.isCut)
    }

    @Test
    func whatZlibDoesNotKnowIsNotRead() {
        let body = Array("plain".utf8)
        #expect(BodyCoding.decode(body, [], limit: 10)?.plain == body)
        for codings in [["br"], ["zstd"], ["gzip"], ["deflate"], ["gzip", "gzip", "gzip"]] {
            #expect(BodyCoding.decode(body, codings, limit: 10) == nil)
        }
        #expect(BodyCoding.decode([], ["gzip"], limit: 10)?.plain == [])
    }
}
