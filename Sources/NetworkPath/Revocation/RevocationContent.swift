internal import COpenSSL
internal import Certificates
internal import FoundationEssentials
internal import WatchCore

/// Reads what an address gave, and tells what it says; nothing is believed that the issuer did not sign.
struct RevocationContent {
    let source: NamedSource
    let date: Date
    /// Other certificates that are asked about there, by the hashes of their serial numbers.
    let others: Set<Int>

    /// As a certificate is told apart in a list.
    static func hash(_ bytes: some Collection<UInt8>) -> Int {
        var hasher = Hasher()
        for byte in bytes { hasher.combine(byte) }
        return hasher.finalize()
    }

    func read(_ bytes: [UInt8]) -> RevocationMemory.Outcome {
        ERR_set_mark()
        defer { ERR_pop_to_mark() }
        guard let certificate = Certificate(der: source.certificate) else {
            return RevocationMemory.Outcome()
        }
        switch source.kind {
        case .issuer: return readIssuer(bytes, of: certificate)
        case .list: return readList(bytes)
        case .responder: return readAnswer(bytes, about: certificate)
        }
    }

    /// What came instead, as far as it shows.
    private func other(_ bytes: [UInt8]) -> RevocationMemory.Outcome {
        let start = bytes.drop { $0 <= 0x20 || $0 >= 0x7f }.prefix(60)
        let what =
            bytes.isEmpty ? "nothing" : start.first == UInt8(ascii: "<") ? "a web page" : "something else"
        return RevocationMemory.Outcome(failure: .content(what))
    }
}

// MARK: - The issuer's certificate

extension RevocationContent {
    /// Certificates of one file that are tried, and the bytes of one that is kept.
    private static let certificateLimit = 8
    private static let certificateSize = 16 << 10

    /// One certificate, or several as PKCS#7 (RFC 5280 section 4.2.2.1); some send text.
    private func readIssuer(_ bytes: [UInt8], of certificate: Certificate) -> RevocationMemory.Outcome {
        var found = [Certificate(der: bytes)].compactMap(\.self)
        if found.isEmpty { found = certificates(inPKCS7: bytes) }
        if found.isEmpty { found = PEMBlock.certificates(in: bytes, Certificate.init(der:)) }
        if found.isEmpty { return other(bytes) }
        let issuers = found.prefix(Self.certificateLimit).filter {
            $0.hasIssued(certificate) && $0.der.count <= Self.certificateSize
        }
        guard !issuers.isEmpty else { return RevocationMemory.Outcome(failure: .otherIssuer) }
        return RevocationMemory.Outcome(
            statuses: [source.id: .good], issuers: source.isNeeded ? issuers.map(\.der) : [])
    }

    private func certificates(inPKCS7 bytes: [UInt8]) -> [Certificate] {
        var next: UnsafePointer<UInt8>?
        return bytes.withUnsafeBufferPointer { buffer in
            next = buffer.baseAddress
            guard let message = d2i_PKCS7(nil, &next, buffer.count) else { return [] }
            defer { PKCS7_free(message) }
            guard let stack = openssl_certificates(message) else { return [] }
            return (0..<min(openssl_certificate_count(stack), Int32(Self.certificateLimit))).compactMap {
                openssl_certificate(stack, $0).map { Certificate(retaining: $0) }
            }
        }
    }
}

// MARK: - A revocation list

extension RevocationContent {
    /// RFC 5280 demands DER; some send text all the same.
    private func readList(_ bytes: [UInt8]) -> RevocationMemory.Outcome {
        guard bytes.first != 0x30 else { return readList(der: bytes) }
        guard let block = PEMBlock.first(in: bytes), block.label == PEM_STRING_X509_CRL else {
            return other(bytes)
        }
        return readList(der: block.bytes)
    }

    private func readList(der: [UInt8]) -> RevocationMemory.Outcome {
        der.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return other(der) }
            var list = openssl_read_list(start, buffer.count)
            guard let head = list.head else { return other(der) }
            defer { X509_CRL_free(head) }
            var outcome = RevocationMemory.Outcome(
                nextUpdate: Date(seconds: openssl_seconds(X509_CRL_get0_nextUpdate(head))))
            // That of another signer tells nothing that can be verified here, and is no fault.
            if openssl_list_is_indirect(&list) == 1 { return outcome }
            let issuers = source.issuers.compactMap(Certificate.init(der:))
            guard issuers.isEmpty || issuers.contains(where: { openssl_list_is_of(&list, $0.x509) == 1 })
            else {
                return RevocationMemory.Outcome(
                    failure: .content("a list that the issuer did not sign"))
            }
            if !issuers.isEmpty { look(in: &list, &outcome) }
            return outcome
        }
    }

    private func look(
        in list: inout openssl_list, _ outcome: inout RevocationMemory.Outcome
    ) {
        let wanted = others.union([source.id])
        for id in wanted { outcome.statuses[id] = .good }
        var revoked: [Int] = []
        var offset = 0
        while case var entry = openssl_next_entry(&list, &offset), let serial = entry.serial {
            let id = Self.hash(UnsafeBufferPointer(start: serial, count: entry.serial_length))
            if revoked.count <= RevocationMemory.revokedLimit { revoked.append(id) }
            guard wanted.contains(id) else { continue }
            outcome.statuses[id] = Self.status(openssl_entry_details(&entry))
        }
        outcome.revoked = revoked.count <= RevocationMemory.revokedLimit ? revoked : nil
    }

    private static func status(_ details: openssl_revocation) -> RevocationSource.Status {
        // One that is taken off hold again (RFC 5280 section 5.3.1) stands in delta lists.
        if details.reason == CRL_REASON_REMOVE_FROM_CRL { return .good }
        let reason =
            details.reason < 0
            ? nil : OCSP_crl_reason_str(Int(details.reason)).map { String(cString: $0) }
        return .revoked(reason: reason, date: Date(seconds: details.date))
    }
}

// MARK: - An answer of a responder

extension RevocationContent {
    private func readAnswer(_ bytes: [UInt8], about certificate: Certificate) -> RevocationMemory.Outcome {
        let now = Int64(date.timeIntervalSince1970)
        let answers = source.issuers.compactMap(Certificate.init(der:)).map { issuer in
            openssl_read_answer(bytes, bytes.count, certificate.x509, issuer.x509, now)
        }
        guard let answer = answers.first(where: { $0.kind == OPENSSL_ANSWER }) ?? answers.first else {
            return RevocationMemory.Outcome()
        }
        var outcome = RevocationMemory.Outcome(nextUpdate: Date(seconds: answer.next_update))
        switch (answer.kind, answer.status) {
        case (OPENSSL_REFUSAL, let status):
            let words = OCSP_response_status_str(Int(status)).map { String(cString: $0) }
            outcome.failure = .refusal(words ?? "status \(status)")
        case (OPENSSL_UNSIGNED, _):
            outcome.failure = .content("an answer that nobody signed who may speak for the issuer")
        case (OPENSSL_OTHER, _): outcome.failure = .refusal("it answers for other certificates")
        case (OPENSSL_ANSWER, V_OCSP_CERTSTATUS_GOOD): outcome.statuses = [source.id: .good]
        case (OPENSSL_ANSWER, V_OCSP_CERTSTATUS_REVOKED):
            outcome.statuses = [source.id: Self.status(answer.revocation)]
        case (OPENSSL_ANSWER, _): outcome.failure = .refusal("it does not know the certificate")
        default: return other(bytes)
        }
        return outcome
    }
}

extension Date {
    /// `nil` for what stands for no date.
    fileprivate init?(seconds: Int64) {
        guard seconds != .min else { return nil }
        self.init(timeIntervalSince1970: Double(seconds))
    }
}
