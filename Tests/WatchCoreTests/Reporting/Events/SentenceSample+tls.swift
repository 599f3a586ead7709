import Foundation

@testable import WatchCore

/// What the path does to TLS, and server certificates: events 1040 to 1043.
extension SentenceSample {
    static let tls = [
        SentenceSample(
            .tls12Fails(.noHandshake(.stopped(.connect, .refused))),
            message: "",
            remedy: ""),
        SentenceSample(
            .tls12Fails(.noHandshake(.stopped(.handshake, .reset))),
            message: "",
            remedy: ""),
        SentenceSample(
            .tls12Fails(.noHandshake(.stopped(.handshake, .outOfTime, through: .proxy))),
            message: "",
            remedy: ""),
        SentenceSample(
            .tls12Fails(.noHandshake(.stopped(.handshake, .tlsVersion("unsupported protocol")))),
            message: "",
            remedy: ""),
        SentenceSample(
            .tls12Fails(.noHandshake(.stopped(.handshake, .tlsAlert("handshake failure")))),
            message: "",
            remedy: ""),
        SentenceSample(
            .tls12Fails(.noHandshake(.stopped(.handshake, .tlsRefused("dh key too small")))),
            message: "",
            remedy: ""),
        SentenceSample(
            .tls12Fails(.noHandshake(.stopped(.handshake, .notTLS))),
            message: "",
            remedy: ""),
        SentenceSample(
            .tls12Fails(.noHandshake(.stopped(.handshake, .system("Broken pipe")))),
            message: "",
            remedy: ""),
        SentenceSample(
            .tls12Fails(
                .onlyOlder(.stopped(.handshake, .tlsVersion("unsupported protocol")), version: "TLSv1.1")),
            message: "",
            remedy: ""),
        SentenceSample(
            .tls12Fails(.onlyOlder(.stopped(.handshake, .tlsVersion("unsupported protocol")), version: nil)),
            message: "",
            remedy: ""),
        SentenceSample(
            .tls12Fails(.versionFails(.stopped(.handshake, .tlsAlert("protocol version")), usual: "TLSv1.3")),
            message: "",
            remedy: ""),
        SentenceSample(
            .tls12Fails(.versionFails(.stopped(.handshake, .reset, through: .proxy), usual: "TLSv1.3")),
            message: "",
            remedy: ""),
        SentenceSample(
            .tls12Fails(.versionFails(.stopped(.handshake, .outOfTime), usual: nil)),
            message: "",
            remedy: ""),
        SentenceSample(
            .tls12Fails(.policy("no protocols available")),
            message: "",
            remedy: ""),
        SentenceSample(
            .unanswered(.tls12Fails, target: "login.example:443", timeout: .seconds(10)),
            message: "",
            remedy: ""),
        SentenceSample(
            .sha512Fails(
                .notOffered(.stopped(.handshake, .tlsAlert("handshake failure")), onBothRoutes: false)),
            message: "",
            remedy: ""),
        SentenceSample(
            .sha512Fails(
                .notOffered(.stopped(.handshake, .tlsAlert("handshake failure")), onBothRoutes: true)),
            message: "",
            remedy: ""),
        SentenceSample(
            .sha512Fails(.blocked(.stopped(.handshake, .reset), worksOnOtherRoute: false)),
            message: "",
            remedy: ""),
        SentenceSample(
            .sha512Fails(
                .blocked(
                    .stopped(.handshake, .tlsAlert("handshake failure"), through: .proxy),
                    worksOnOtherRoute: true)),
            message: "",
            remedy: ""),
        SentenceSample(
            .sha512Fails(.policy("")),
            message: "",
            remedy: ""),
        SentenceSample(
            .tlsInspected(
                InspectionFacts(
                    .login, issuer: "CN=Corp Inspection CA",
                    .unknownIssuer("unable to get local issuer certificate"))),
            message: "",
            remedy: ""),
        SentenceSample(
            .tlsInspected(
                InspectionFacts(
                    .login, proxy: .proxy, issuer: "CN=Corp Inspection CA", .addedRoot("CN=Corp Root"),
                    isOptional: true)),
            message: "",
            remedy: ""),
        SentenceSample(
            .serverCertificateBad(
                ServerCertificateFacts(
                    .login, [CertificateProblem(.expired, depth: 0, text: "certificate has expired")],
                    subject: "CN=login.example")),
            message: "",
            remedy: ""),
        SentenceSample(
            .serverCertificateBad(
                ServerCertificateFacts(
                    .login,
                    [
                        CertificateProblem(.expired, depth: 1, text: "certificate has expired"),
                        CertificateProblem(.wrongName, depth: 0, text: "hostname mismatch"),
                    ], subject: "CN=Intermediate", clock: .isTheReason(offset: .hours(3)))),
            message: "",
            remedy: ""),
        SentenceSample(
            .serverCertificateBad(
                ServerCertificateFacts(
                    .page, [CertificateProblem(.notYetValid, depth: 0, text: "certificate is not yet valid")],
                    subject: "CN=login.example", clock: .isRight)),
            message: "",
            remedy: ""),
        SentenceSample(
            .serverCertificateBad(
                ServerCertificateFacts(
                    .login,
                    [CertificateProblem(.notYetValid, depth: 0, text: "certificate is not yet valid")],
                    subject: "CN=login.example")),
            message: "",
            remedy: ""),
        SentenceSample(
            .serverCertificateBad(
                ServerCertificateFacts(
                    .login, [CertificateProblem(.wrongName, depth: 0, text: "hostname mismatch")],
                    subject: "CN=other.example")),
            message: "",
            remedy: ""),
        SentenceSample(
            .serverCertificateBad(
                ServerCertificateFacts(
                    .login, [CertificateProblem(.selfSigned, depth: 0, text: "self-signed certificate")],
                    subject: "CN=login.example")),
            message: "",
            remedy: ""),
        SentenceSample(
            .serverCertificateBad(
                ServerCertificateFacts(
                    .login,
                    [
                        CertificateProblem(
                            .incompleteChain, depth: 0, text: "unable to verify the first certificate")
                    ], subject: "CN=login.example")),
            message: "",
            remedy: ""),
        SentenceSample(
            .serverCertificateBad(
                ServerCertificateFacts(
                    .login,
                    [CertificateProblem(.untrusted, depth: 0, text: "it was refused without a reason")])),
            message: "",
            remedy: ""),
    ]
}
