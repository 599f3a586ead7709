import Foundation
import NetworkPath
import TestSupport
import Testing

@testable import Delivery
@testable import WatchCore

/// Requests to a real server.
@Suite(.timeLimit(.minutes(2)))
struct DelivererTests {
    private func deliver(
        _ path: String, _ format: WebhookFormat = .json
    ) async throws -> DeliveryAnswer.Outcome {
        let server = try await WebhookServer()
        let receiver = try Receiver.webhook("http://ok.test:\(server.port)\(path)", format)
        return await (try Deliverer()).deliver(.sample, to: receiver).answer.outcome
    }

    @Test(arguments: WebhookFormat.allCases)
    func everyFormatIsTaken(format: WebhookFormat) async throws {
        let server = try await WebhookServer()
        let receiver = try Receiver.webhook("http://ok.test:\(server.port)/hook?x=1", format)
        let result = await (try Deliverer()).deliver(.sample, to: receiver)
        #expect(result.answer.outcome == .taken)
        #expect(result.reply?.status == 202)
        #expect(abs(result.answer.date?.timeIntervalSinceNow ?? 1000) < 60)
        let request = try #require(try await server.requests().first)
        #expect(request.path == "/hook?x=1")
        #expect(request.headers["idempotency-key"] == "\"0123456789abcdef\"")
        #expect(request.headers["host"] == "ok.test:\(server.port)")
        #expect(!request.json.isEmpty)
    }

    @Test func whatIsAnsweredIsTold() async throws {
        #expect(
            try await deliver("/status/400")
                == .refused("answered \"400 Bad Request\" (the reason of it)", isMalformed: true))
        #expect(
            try await deliver("/status/500")
                == .failed("answered \"500 Internal Server Error\" (the reason of it)"))
        #expect(
            try await deliver("/retry/7")
                == .failed("answered \"429 Too Many Requests\"", retryAfter: .seconds(7)))
        #expect(
            try await deliver("/redirect")
                == .refused(
                    "answered \"302 Found\" (to http://127.0.0.1/elsewhere); redirects are not followed"))
        #expect(try await deliver("/close") == .failed("closed the connection in the middle"))
    }

    @Test func aServerThatNeverAnswersEndsWithItsTask() async throws {
        let server = try await WebhookServer()
        let receiver = try Receiver.webhook("http://ok.test:\(server.port)/hang")
        let deliverer = try Deliverer()
        let attempt = Task { await deliverer.deliver(.sample, to: receiver).answer.outcome }
        _ = try await server.requests()
        attempt.cancel()
        #expect(await attempt.value == .failed("gave no answer within 30 s"))
    }

    @Test(arguments: [
        ("nothere.test:9", "has no address"),
        ("rejected.test:9", "cannot be reached, as a router reports (host unreachable)"),
    ])
    func whatCannotBeReachedIsTold(place: String, clause: String) async throws {
        let receiver = try Receiver.webhook("http://\(place)/")
        #expect(await (try Deliverer()).deliver(.sample, to: receiver).answer.outcome == .failed(clause))
    }

    /// A server's own certificate, the one above it, and the key; the root is apart.
    private struct ServedFile {
        let directory: TemporaryDirectory
        let certificates: ServerCertificates
        var path: String { directory("served.pem") }
        var root: String { certificates.path("root.crt") }
        var bytes: [UInt8] { Array(FileManager.default.contents(atPath: path) ?? Data()) }

        init(_ name: String = "good") async throws {
            directory = try TemporaryDirectory()
            certificates = try await ServerCertificates.shared.value
            let parts = ["\(name).crt", "intermediate.crt", "\(name).key"].map(certificates.path)
            try await Program.bash("cat \(parts.joined(separator: " ")) >served.pem", in: directory.path)
        }
    }

    @Test(arguments: [
        ("watch:secret", "Basic d2F0Y2g6c2VjcmV0"), ("abc.def", "Bearer abc.def"),
    ])
    func aSecretGoesIntoTheHeadAndNowhereElse(secret: String, header: String) async throws {
        let served = try await ServedFile()
        let server = try await WebhookServer(certificate: served.path)
        let deliverer = try Deliverer(["token": Array(secret.utf8)])
        let receiver = try Receiver.webhook(
            "https://ok.test:\(server.port)/", credential: "token", authorities: served.root)
        #expect(await deliverer.deliver(.sample, to: receiver).answer.outcome == .taken)
        let request = try #require(try await server.requests().first)
        #expect(request.headers["authorization"] == header)
        #expect(!request.body.contains(secret))
    }

    @Test func aClientCertificateIsShownToAServerThatAsksForIt() async throws {
        let served = try await ServedFile()
        let server = try await WebhookServer(certificate: served.path, clients: served.root)
        let url = "https://ok.test:\(server.port)/"
        let deliverer = try Deliverer(["identity": served.bytes, "broken": Array("no key".utf8)])
        let receiver = try Receiver.webhook(url, clientCertificate: "identity", authorities: served.root)
        #expect(await deliverer.deliver(.sample, to: receiver).answer.outcome == .taken)
        #expect(try await server.requests().first?.peer == true)
        let broken = try Receiver.webhook(url, clientCertificate: "broken", authorities: served.root)
        guard case .failed(let clause, _) = await deliverer.deliver(.sample, to: broken).answer.outcome else {
            Issue.record("What is no certificate was taken for one.")
            return
        }
        #expect(clause.contains("The client certificate and its key cannot be used"))
    }

    @Test(arguments: [("good", false), ("stranger", true), ("expired", true), ("elsewhere", true)])
    func nothingIsSentToAServerWithABadCertificate(name: String, isTrusted: Bool) async throws {
        let served = try await ServedFile(name)
        let server = try await WebhookServer(certificate: served.path)
        let deliverer = try Deliverer(["token": Array("abc".utf8)])
        let receiver = try Receiver.webhook(
            "https://ok.test:\(server.port)/", credential: "token",
            authorities: isTrusted ? served.root : nil)
        guard case .failed(let clause, _) = await deliverer.deliver(.sample, to: receiver).answer.outcome
        else {
            Issue.record("A bad certificate was accepted.")
            return
        }
        #expect(clause.hasPrefix("presented a bad certificate ("), "\(clause)")
    }

    @Test func throughAProxyItIsTunnelled() async throws {
        let server = try await WebhookServer()
        let squid = try await Squid("http_access allow all")
        let proxy = OutboundProxy(host: "ok.test", port: squid.port)
        let receiver = try Receiver.webhook("http://hidden.test:\(server.port)/", proxy: proxy)
        #expect(await (try Deliverer()).deliver(.sample, to: receiver).answer.outcome == .taken)
        let refusing = try await Squid("http_access deny all")
        let refused = try Receiver.webhook(
            "http://hidden.test:\(server.port)/", proxy: OutboundProxy(host: "ok.test", port: refusing.port))
        #expect(
            await (try Deliverer()).deliver(.sample, to: refused).answer.outcome
                == .failed(
                    "cannot be reached, as the proxy ok.test:\(refusing.port) refused the tunnel with status 403"
                ))
    }

    @Test func aSecretURLIsReadFromACredentialAndNotTold() async throws {
        let served = try await ServedFile()
        let server = try await WebhookServer(certificate: served.path)
        let url = "https://ok.test:\(server.port)/status/404?T0KEN"
        let deliverer = try Deliverer(["url": Array(url.utf8), "plain": Array("http://ok.test/".utf8)])
        var receiver = try Receiver.webhook("https://ok.test/", authorities: served.root)
        receiver.place = .credential("url")
        let result = await deliverer.deliver(.sample, to: receiver)
        #expect(try await server.requests().first?.path == "/status/404?T0KEN")
        #expect(!"\(result)".contains("T0KEN"))
        #expect(!receiver.shownPlace.contains("T0KEN"))
        receiver.place = .credential("plain")
        #expect(
            await deliverer.deliver(.sample, to: receiver).answer.outcome
                == .failed("cannot be asked, as the credential \"plain\" holds no https URL"))
    }

    /// Whoever answers may repeat what it was asked in other words.
    @Test func noPartOfASecretURLIsTold() throws {
        var receiver = try Receiver.webhook("https://ok.test/")
        receiver.place = .credential("url")
        let url = "https://ok.test/hook/T0KEN/a%2Bb%2Fc-1?sig=abcdefghijklmnopqrst&user=watch"
        let secrets = try ReceiverSecrets(of: receiver) { _ in .read(Array(url.utf8)) }
        for (said, told) in [
            ("no /hook/T0KEN here", "no /hook/… here"),
            (#"{"path":"\/hook\/T0KEN"}"#, #"{"path":"\/hook\/…"}"#),
            ("watch: abcdefghijklmnopqrst", "watch: …"),
            ("/hook/T0KEN/a%2Bb%2Fc-1?sig=abcdefghijklmnopqrst&user=watch", "…"),
        ] {
            #expect(secrets.removed(from: said) == told)
        }
        receiver.credential = "login"
        let basic = try ReceiverSecrets(of: receiver) { name in
            .read(Array((name == "login" ? "watch:" : "https://ok.test/").utf8))
        }
        #expect(basic.removed(from: "as it is") == "as it is")
    }

    @Test func aCredentialThatIsMissingOrNoLineIsTold() async throws {
        let deliverer = try Deliverer(["broken": Array("a\r\nX-Other: b".utf8)])
        let missing = try Receiver.webhook("https://ok.test:1/", credential: "token")
        #expect(
            await deliverer.deliver(.sample, to: missing).answer.outcome
                == .failed("cannot be asked, as the credential \"token\" was not given to this process"))
        let broken = try Receiver.webhook("https://ok.test:1/", credential: "broken")
        #expect(
            await deliverer.deliver(.sample, to: broken).answer.outcome
                == .failed("cannot be asked, as the credential \"broken\" is not one line of text"))
    }
}
