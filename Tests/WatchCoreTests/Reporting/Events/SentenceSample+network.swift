import Foundation

@testable import WatchCore

/// Names, ports, the proxy and the login page: events 1020 to 1031.
extension SentenceSample {
    static let network = [
        SentenceSample(
            .portUnreachable(.stopped(.connect, .refused)),
            message: "",
            remedy: ""),
        SentenceSample(
            .portUnreachable(.stopped(.connect, .reset)),
            message: "",
            remedy: ""),
        SentenceSample(
            .portUnreachable(.stopped(.connect, .outOfTime)),
            message: "",
            remedy: ""),
        SentenceSample(
            .portUnreachable(.stopped(.connect, .networkUnreachable)),
            message: "",
            remedy: ""),
        SentenceSample(
            .portUnreachable(.stopped(.connect, .hostUnreachable)),
            message: "",
            remedy: ""),
        SentenceSample(
            .portUnreachable(.stopped(.connect, .denied)),
            message: "",
            remedy: ""),
        SentenceSample(
            .portUnreachable(.stopped(.connect, .system("No buffer space available"))),
            message: "",
            remedy: ""),
        SentenceSample(
            .portUnreachable(.tried([.outOfTime, .outOfTime, .refused])),
            message: "",
            remedy: ""),
        SentenceSample(
            .portUnreachable(.tried([.outOfTime, .refused, .reset, .denied])),
            message: "",
            remedy: ""),
        SentenceSample(
            .unanswered(.portUnreachable, target: "login.example:443", timeout: .seconds(10)),
            message: "",
            remedy: ""),
        SentenceSample(
            .proxyFails(
                .noTunnel(
                    .stopped(.tunnel, .proxyStatus(403), through: .proxy),
                    statusLine: "HTTP/1.1 403 Forbidden", isCredentialRefused: false)),
            message: "",
            remedy: ""),
        SentenceSample(
            .proxyFails(
                .noTunnel(
                    .stopped(.tunnel, .proxyStatus(403), at: .plain, through: .proxy), statusLine: nil,
                    isCredentialRefused: false)),
            message: "",
            remedy: ""),
        SentenceSample(
            .proxyFails(
                .noTunnel(
                    .stopped(.tunnel, .proxyStatus(407), through: .proxy),
                    statusLine: "HTTP/1.1 407 Proxy Authentication Required", isCredentialRefused: true)),
            message: "",
            remedy: ""),
        SentenceSample(
            .proxyFails(
                .noTunnel(
                    .stopped(.tunnel, .proxyStatus(502), through: .proxy),
                    statusLine: "HTTP/1.1 502 Bad Gateway", isCredentialRefused: false)),
            message: "",
            remedy: ""),
        SentenceSample(
            .proxyFails(
                .noTunnel(
                    .stopped(.tunnel, .outOfTime, through: .proxy), statusLine: nil,
                    isCredentialRefused: false)),
            message: "",
            remedy: ""),
        SentenceSample(
            .proxyFails(
                .noTunnel(
                    .stopped(.tunnel, .closed, through: .proxy), statusLine: nil, isCredentialRefused: false)),
            message: "",
            remedy: ""),
        SentenceSample(
            .proxyFails(
                .noTunnel(
                    .stopped(
                        .tunnel,
                        .proxyMalformed("the answer begins with \"SSH-2.0\" instead of a status line"),
                        through: .proxy), statusLine: nil, isCredentialRefused: false)),
            message: "",
            remedy: ""),
        SentenceSample(
            .proxyFails(
                .noTunnel(
                    .stopped(.tunnel, .refused, through: .proxy, isConnected: false), statusLine: nil,
                    isCredentialRefused: false)),
            message: "",
            remedy: ""),
        SentenceSample(
            .proxyFails(
                .noTunnel(
                    .stopped(.tunnel, .outOfTime, through: .proxy, isConnected: false), statusLine: nil,
                    isCredentialRefused: false)),
            message: "",
            remedy: ""),
        SentenceSample(
            .proxyFails(
                .noTunnel(
                    .stopped(.tunnel, .networkUnreachable, through: .proxy, isConnected: false),
                    statusLine: nil, isCredentialRefused: false)),
            message: "",
            remedy: ""),
        SentenceSample(
            .proxyFails(
                .noTunnel(
                    .stopped(.tunnel, .denied, through: .proxy, isConnected: false), statusLine: nil,
                    isCredentialRefused: false)),
            message: "",
            remedy: ""),
        SentenceSample(
            .proxyFails(
                .demandsCredential(
                    .login, proxy: .proxy, statusLine: "HTTP/1.1 407 Proxy Authentication Required")),
            message: "",
            remedy: ""),
        SentenceSample(
            .resolutionFails(.stopped(.resolve, .outOfTime)),
            message: "",
            remedy: ""),
        SentenceSample(
            .resolutionFails(.stopped(.resolve, .nameNotFound)),
            message: "",
            remedy: ""),
        SentenceSample(
            .resolutionFails(.stopped(.resolve, .resolverFailed("the server failed (SERVFAIL)"))),
            message: "",
            remedy: ""),
        SentenceSample(
            .resolutionFails(.stopped(.resolve, .outOfTime, through: .proxy)),
            message: "",
            remedy: ""),
        SentenceSample(
            .addressesUnreachable(
                AddressFacts(
                    .login, failed: .tried([.outOfTime, .outOfTime]), count: 4, timeout: .seconds(10))),
            message: "",
            remedy: ""),
        SentenceSample(
            .addressesUnreachable(
                AddressFacts(.login, failed: .tried([.refused]), count: 2, timeout: .seconds(10))),
            message: "",
            remedy: ""),
        SentenceSample(
            .loginFails(.notFetched(.stopped(.connect, .refused, at: .page))),
            message: "",
            remedy: ""),
        SentenceSample(
            .loginFails(.notFetched(.stopped(.handshake, .reset, at: .page))),
            message: "",
            remedy: ""),
        SentenceSample(
            .loginFails(.notFetched(.stopped(.handshake, .tlsVersion("unsupported protocol"), at: .page))),
            message: "",
            remedy: ""),
        SentenceSample(
            .loginFails(.notFetched(.stopped(.exchange, .outOfTime, at: .page))),
            message: "",
            remedy: ""),
        SentenceSample(
            .loginFails(.notFetched(.stopped(.exchange, .httpTooLarge(limit: 65_536), at: .page))),
            message: "",
            remedy: ""),
        SentenceSample(
            .loginFails(.notFetched(.stopped(.exchange, .redirectLoop(count: 6), at: .page))),
            message: "",
            remedy: ""),
        SentenceSample(
            .loginFails(.status(.answered(503), expected: [200, 302])),
            message: "",
            remedy: ""),
        SentenceSample(
            .loginFails(.status(.answered(404, redirects: 2), expected: [200])),
            message: "",
            remedy: ""),
        SentenceSample(
            .loginFails(.unknownTenant(.answered(400))),
            message: "",
            remedy: ""),
        SentenceSample(
            .loginFails(.tooLong(.answered(200), expectedText: "Sign in")),
            message: "",
            remedy: ""),
        SentenceSample(
            .loginFails(.tooLong(.answered(200), expectedText: nil)),
            message: "",
            remedy: ""),
        SentenceSample(
            .loginFails(.otherCloud(.answered(200), cloud: "microsoftonline.us")),
            message: "",
            remedy: ""),
        SentenceSample(
            .unanswered(.loginFails, target: "https://login.example/", timeout: .seconds(10)),
            message: "",
            remedy: ""),
        SentenceSample(
            .loginElsewhere(
                .redirect(.answered(302), to: "https://portal.example/login", allowed: ["*.office.com"])),
            message: "",
            remedy: ""),
        SentenceSample(
            .loginElsewhere(.portalStatus(.answered(511))),
            message: "",
            remedy: ""),
        SentenceSample(
            .loginElsewhere(.missingText(.answered(200, redirects: 1), expected: "Sign in")),
            message: "",
            remedy: ""),
        SentenceSample(
            .loginElsewhere(.notConfiguration(.answered(200))),
            message: "",
            remedy: ""),
    ]
}
