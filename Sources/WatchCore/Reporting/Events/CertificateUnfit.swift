internal import FoundationEssentials

extension EventProfile {
    /// Event 1007.
    static let certificateUnfit = EventProfile(
        "b5f64e80ce8948a5a4309f143c5c0bc6", "Trust certificate unfit", [.warning, .notice],
        [.keyWeak, .signatureWeak, .usageMissing], sends: .certificate)
}

extension FindingText {
    /// More flaws than this are counted and not told.
    private static let shownFlaws = 2

    /// Event 1007: all that is wrong with the certificate, and what is unusual.
    static func certificateUnfit(file: String, _ flaws: [CertificateFlaw]) -> FindingText {
        let isOnlyUnusual = flaws.allSatisfy(\.isOnlyUnusual)
        let texts = flaws.map(\.phrase).list(shownFlaws, separator: "; ")
        return isOnlyUnusual
            ? FindingText(
                "The trust certificate in \"\(file)\" is unusual: \(texts).",
                remedy: """
                    Nothing has to be done while the connector works; the authority that issued it decides what it holds.
                    """)
            : FindingText(
                "The trust certificate in \"\(file)\" is unfit: \(texts).",
                remedy: """
                    Register the connector again, and make sure that nobody put another certificate in its place; the \
                    service may refuse this one.
                    """)
    }
}

extension CertificateFlaw {
    fileprivate var phrase: Phrase {
        switch self {
        case .shortKey(let bits, let least): "its RSA key has \(bits) bits (at least \(least))"
        case .forgeableHash(let hash): "it is signed over \(hash), which can be forged"
        case .noClientAuthentication: "its extended key usage does not name clientAuth"
        case .authority: "it is an authority's certificate, not a client's"
        case .endsBeforeItBegins(let notBefore, let notAfter):
            "it ends (\(words: notAfter.rfc3339)) before it begins (\(words: notBefore.rfc3339))"
        case .sha512Fails(let checks):
            """
            it is signed over SHA-512, which does not work on the path (\(checks.map { "1041 \($0.text)" }.list(2)))
            """
        case .otherHash(let hash): "it is signed over \(hash), not over sha512"
        case .oldVersion(let version): "it is of version \(version), which has no extensions to say its use"
        case .negativeSerial: "its serial number is negative, which stricter programs refuse"
        }
    }
}
