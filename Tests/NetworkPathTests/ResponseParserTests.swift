import Testing
import WatchCore

@testable import NetworkPath

@Suite
struct ResponseParserTests {
    /// What came of a whole response, or why it is none.
    enum Outcome: Equatable, Sendable {
        case answer(Int, String)
        case stopped(PathFailure)
    }

    /// Feeds `text` in pieces of `size` bytes, and then the end of the connection if it is read on until there.
    private func outcome(of text: String, inPiecesOf size: Int) -> Outcome {
        var parser = ResponseParser()
        var rest = Array(text.utf8)[...]
        do throws(PhaseError) {
            var step = ResponseParser.Step.readOn
            while step == .readOn, !rest.isEmpty {
                step = try parser.feed(rest.prefix(size))
                rest = rest.dropFirst(size)
            }
            if step == .readOn { try parser.end() }
        } catch {
            return .stopped(error.failure)
        }
        return .answer(parser.head?.status ?? 0, String(decoding: parser.body, as: UTF8.self))
    }

    @Test(arguments: [
        ("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef", Outcome.answer(200, "abc")),
        ("HTTP/1.0 404 Not Found\r\n\r\nuntil the end", .answer(404, "until the end")),
        ("HTTP/1.1 200\r\n\r\n", .answer(200, "")), ("HTTP/1.1 200 \n\nx", .answer(200, "x")),
        ("HTTP/1.1 204 No Content\r\n\r\nignored", .answer(204, "")),
        ("HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n", .answer(304, "")),
        ("HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\nContent-Length: 2\r\n\r\nab", .answer(200, "ab")),
        ("HTTP/1.1 100 Continue\r\nA: b\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx", .answer(200, "x")),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n3;a=b\r\nabc\r\n0A \r\n0123456789\r\n0\r\nT: x\r\n\r\n",
            .answer(200, "abc0123456789")
        ),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 99\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
            .answer(200, "a")
        ),
        ("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n", .answer(200, "a")),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\nContent-Length: 1\r\n\r\nab", .answer(200, "a")),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked,, identity\r\n\r\n0\r\n\r\n", .answer(200, "")),
        ("HTTP/1.1 200 OK\r\n leading\r\nContent-Length:\r\n\t1\r\n \r\n\r\nab", .answer(200, "a")),
        ("HTTP/1.1 200 OK\r\nContent-Length : 1\r\n\r\nab", .answer(200, "a")),
        (
            "HTTP/1.1 200 OK\r\nnonsense\r\n folded: 5\r\n: b\r\nX Y: b\r\nX[1]: b\r\nContent-Length: 1\r\n\r\nab",
            .answer(200, "a")
        ),
        ("HTTP/1.1 200 OK\r\nA: b\rContent-Length: 9\r\nContent-Length: 1\r\n\r\nab", .answer(200, "a")),
        ("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabc", .stopped(.closed)),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", .stopped(.closed)),
        ("HTTP/1.1 200 OK\r\nServer: x\r\n", .stopped(.closed)), ("", .stopped(.closed)),
    ])
    func aResponseIsReadHoweverItComes(text: String, expected: Outcome) {
        for size in [1, 2, 7, 100_000] { #expect(outcome(of: text, inPiecesOf: size) == expected) }
    }

    @Test(arguments: [
        ("HTTP/2 200\r\n", "the answer begins with \"HTTP/2 200\" instead of a status line"),
        ("HTTP/1.1 20 OK\r\n", "the answer begins with \"HTTP/1.1 20 OK\" instead of a status line"),
        ("HTTP/1.1 +20 OK\r\n", "the answer begins with \"HTTP/1.1 +20 OK\" instead of a status line"),
        ("HTTP/1.1 2000 OK\r\n", "the answer begins with \"HTTP/1.1 2000 OK\" instead of a status line"),
        ("\u{16}\u{3}\"junk", "the answer begins with \"...junk\" instead of a status line"),
        ("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "the Content-Length \"-1\" is invalid"),
        ("HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\n", "the Content-Length \"\" is invalid"),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
            "the Content-Length \"99999999999999999999\" is invalid"
        ),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            "the Content-Length \"1, 2\" is invalid"
        ),
        (
            "HTTP/1.1 101 Switching Protocols\r\n\r\n",
            "the answer is an unexpected \"101 Switching Protocols\""
        ),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", "the chunk size \"xyz\" is invalid"),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\rx\r\n",
            "the chunk size \"3.x\" is invalid"
        ),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n", "the chunk size \"-1\" is invalid"),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n",
            "a chunk is followed by \"bc\""
        ),
    ])
    func whatIsNotHTTPIsQuoted(text: String, words: String) {
        #expect(outcome(of: text, inPiecesOf: 100_000) == .stopped(.httpMalformed(words)))
        guard case .stopped(.httpMalformed) = outcome(of: text, inPiecesOf: 1) else {
            Issue.record("Byte by byte it is let pass.")
            return
        }
    }

    @Test(arguments: [
        ("HTTP/1.1 200 OK\r\nA: ", "x", 70_000, 65536), ("", "HTTP/1.1 100 Continue\r\n\r\n", 4000, 65536),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", "A: b\r\n", 12_000, 65536),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "0", 2000, 1024),
    ])
    func anEndlessHeadOrChunkLineIsCut(head: String, repeated: String, count: Int, limit: Int) {
        let text = head + String(repeating: repeated, count: count)
        for size in [1, 100_000] {
            let isCut = outcome(of: text, inPiecesOf: size) == .stopped(.httpTooLarge(limit: limit))
            #expect(isCut)
        }
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFF\r\n",
    ])
    func aLongBodyIsDoneWithItsBeginning(head: String) {
        let body = String(repeating: "y", count: 70_000)
        for size in [1, 1000, 100_000] {
            let isDone =
                outcome(of: head + body, inPiecesOf: size) == .answer(200, String(body.prefix(65536)))
            #expect(isDone)
        }
    }

    @Test(arguments: [
        ("HTTP/1.1 200 OK\r\n\r\n", "", 65536, false), ("HTTP/1.1 200 OK\r\n\r\n", "", 65537, true),
        ("HTTP/1.1 200 OK\r\nContent-Length: 65536\r\n\r\n", "", 65536, false),
        ("HTTP/1.1 200 OK\r\nContent-Length: 65537\r\n\r\n", "", 65536, true),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10000\r\n", "\r\n0\r\n\r\n", 65536, false),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10000\r\n", "\r\n1\r\nx", 65536, true),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10001\r\n", "", 65536, true),
    ])
    func whetherMoreOfTheBodyWasToComeIsTold(head: String, tail: String, count: Int, isCut: Bool) throws {
        let text = head + String(repeating: "y", count: count) + tail
        for size in [1, 1000, 100_000] {
            var parser = ResponseParser()
            var rest = Array(text.utf8)[...]
            var step = ResponseParser.Step.readOn
            while step == .readOn, !rest.isEmpty {
                step = try parser.feed(rest.prefix(size))
                rest = rest.dropFirst(size)
            }
            if step == .readOn { try parser.end() }
            #expect(parser.isBodyCut == isCut)
            #expect(parser.body.count == 65536)
        }
    }

    @Test
    func theFirstLocationIsKept() throws {
        var parser = ResponseParser()
        let text = "HTTP/1.1 302 Found\r\nlocation:  /next \r\nLOCATION: /other\r\nContent-Length: 0\r\n\r\n"
        #expect(try parser.feed(Array(text.utf8)[...]) == .done)
        #expect(parser.head?.location == "/next")
    }

    /// The head of an answer with these fields.
    private func head(_ fields: [UInt8]) throws -> ResponseHead {
        var parser = ResponseParser()
        let bytes = Array("HTTP/1.1 302 Found\r\n".utf8) + fields + Array("Content-Length: 0\r\n\r\n".utf8)
        _ = try parser.feed(bytes[...])
        return try #require(parser.head)
    }

    @Test(arguments: [
        (Array("Location: /caf\u{e9}\r\n".utf8), "/caf\u{e9}"),
        (Array("Location: /caf".utf8) + [0xe9, 13, 10], "/caf%E9"),
        (Array("Location: /a\r\n b\r\n".utf8), "/a b"),
    ])
    func aLocationIsOfAnyBytes(fields: [UInt8], location: String) throws {
        #expect(try head(fields).location == location)
    }

    @Test(arguments: [
        ("X-Squid-Error: ERR_DNS_FAIL 0\r\n", "X-Squid-Error: ERR_DNS_FAIL 0"),
        ("Proxy-Status: corp; error=dns_error\r\n", "Proxy-Status: corp; error=dns_error"),
        ("Proxy-Status: corp; next-hop=a.example\r\n", nil),
        (
            "X-Squid-Error: \(String(repeating: "x", count: 500))\r\n",
            "X-Squid-Error: \(String(repeating: "x", count: 120))"
        ),
    ])
    func whatAProxySaysOfItsErrorIsKept(field: String, error: String?) throws {
        #expect(try head(Array(field.utf8)).proxyError == error)
    }

    @Test(arguments: [
        (["Basic realm=\"corp\""], ["Basic"]), (["NTLM", "Negotiate"], ["NTLM", "Negotiate"]),
        (["Negotiate, NTLM, Basic realm=\"a\""], ["Negotiate", "NTLM", "Basic"]),
        (["Digest realm=\"x, Basic y\", nonce=\"a\", qop=\"auth\""], ["Digest"]),
        (["Digest realm=\"\\\", Basic \", algorithm = MD5"], ["Digest"]),
        (["Negotiate dG9rZW4=="], ["Negotiate"]),
        (["Digest realm=\"never closed, Basic realm=x"], ["Digest"]), (["", " , ,"], []),
        (["basic"], ["basic"]),
        (["Basic=x", "\"Basic\"", "Basic;x"], []),
    ])
    func theSchemesOfAuthenticationAreTold(fields: [String], schemes: [String]) {
        #expect(authenticationSchemes(fields) == schemes)
    }
}
