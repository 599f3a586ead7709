import Foundation

@testable import WatchCore

/// What else is told of a finding, after what to do.
extension SentenceSample {
    static let related = [
        SentenceSample(
            .portUnreachable(.stopped(.connect, .outOfTime)),
            [.otherRoute(OtherRoute(proxy: .proxy, .works(PhaseTiming(.tunnel, .milliseconds(7)))))],
            message: "",
            remedy: ""),
        SentenceSample(
            .proxyFails(
                .noTunnel(
                    .stopped(.tunnel, .proxyStatus(403), through: .proxy), statusLine: "HTTP/1.1 403 No",
                    isCredentialRefused: false)),
            [.otherRoute(OtherRoute(.works(PhaseTiming(.connect, .milliseconds(30)))))],
            message: "",
            remedy: ""),
        SentenceSample(
            .loginFails(.status(.answered(503), expected: [200])),
            [.otherRoute(OtherRoute(.works(PhaseTiming(.exchange, .milliseconds(50)))))],
            message: "",
            remedy: ""),
        SentenceSample(
            .sha512Fails(.blocked(.stopped(.handshake, .reset, through: .proxy), worksOnOtherRoute: true)),
            [.otherRoute(OtherRoute(.works(nil)))],
            message: "",
            remedy: ""),
        SentenceSample(
            .resolutionFails(.stopped(.resolve, .outOfTime)),
            [.otherRoute(OtherRoute(proxy: .proxy, .failsAlike))],
            message: "",
            remedy: ""),
        SentenceSample(
            .resolutionFails(.stopped(.resolve, .outOfTime)),
            [.otherRoute(OtherRoute(proxy: .proxy, .failsOtherwise(.nameNotFound)))],
            message: "",
            remedy: ""),
        SentenceSample(
            .portUnreachable(.stopped(.connect, .outOfTime)),
            [.otherRoute(OtherRoute(proxy: .proxy, .failsElsewhere(.tunnel, .proxyBadGateway)))],
            message: "",
            remedy: ""),
        SentenceSample(
            .tlsInspected(
                InspectionFacts(.login, proxy: .proxy, issuer: "CN=Corp", .unknownIssuer("no issuer"))),
            [
                .genuineIssuer("CN=Public CA"),
                .otherRoute(
                    OtherRoute(.works(PhaseTiming(.handshake, .milliseconds(40))), issuer: "CN=Public CA")),
            ],
            message: "",
            remedy: ""),
        SentenceSample(
            .resolutionFails(.stopped(.resolve, .outOfTime)),
            [.dependents([CheckName("port a:443"), CheckName("port b:443")], count: 40)],
            message: "",
            remedy: ""),
        SentenceSample(
            .proxyFails(
                .noTunnel(
                    .stopped(.tunnel, .refused, through: .proxy, isConnected: false), statusLine: nil,
                    isCredentialRefused: false)), [.dependents([CheckName("port a:443")], count: 1)],
            message: "",
            remedy: ""),
        SentenceSample(
            .proxyFails(.unresolved(.stopped(.resolve, .outOfTime, through: .proxy))),
            [.dependents([CheckName("port a:443"), CheckName("port b:443")], count: 2)],
            message: "",
            remedy: ""),
        SentenceSample(
            .proxyFails(.demandsCredential(.login, proxy: .proxy, statusLine: "HTTP/1.1 407 No")),
            [.dependents([CheckName("port a:443"), CheckName("port b:443")], count: 2)],
            message: "",
            remedy: ""),
        SentenceSample(
            .portUnreachable(.stopped(.connect, .outOfTime)),
            [.neededForRenewal(of: CheckName("trust"), .due, expires: start.date)],
            message: "",
            remedy: ""),
        SentenceSample(
            .portUnreachable(.stopped(.connect, .outOfTime)),
            [.neededForRenewal(of: CheckName("trust"), .overdue, expires: start.date)],
            message: "",
            remedy: ""),
        SentenceSample(
            .portUnreachable(.stopped(.connect, .outOfTime)),
            [.neededForRenewal(of: CheckName("trust"), .expired, expires: start.date)],
            message: "",
            remedy: ""),
        SentenceSample(
            .trustExpiring(.left(10), limit: .days(14)),
            [
                .renewalFailures(
                    [
                        .init(.resolutionFails, CheckName("resolver")),
                        .init(.portUnreachable, CheckName("port a:443")),
                    ], count: 3)
            ],
            message: "",
            remedy: ""),
        SentenceSample(
            .settingsMissing(file: "/t.xml", .unreadable("Permission denied")),
            [.lastSeenCertificate(thumbprint("A"), expires: start.date, isExpired: false)],
            message: "",
            remedy: ""),
        SentenceSample(
            .settingsMissing(file: "/t.xml", .unreadable("Permission denied")),
            [.lastSeenCertificate(thumbprint("A"), expires: start.date, isExpired: true)],
            message: "",
            remedy: ""),
    ]
}
