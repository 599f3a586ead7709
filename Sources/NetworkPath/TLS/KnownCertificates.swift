internal import Certificates
internal import WatchCore

/// The facts of the certificates that were asked for last, which nearly all that servers send are among: reading one costs as
/// much as a hundredth of a handshake.
final class KnownCertificates {
    /// The latest last.
    private var known: [(certificate: Certificate, facts: CertificateFacts?)] = []

    /// No more are kept, those that were asked for longest ago go first: some 5 KB each.
    static let limit = 32
    /// Longer ones, in bytes of DER, are not kept: OpenSSL holds what it has read of one as well, many times its length.
    static let lengthLimit = 8 << 10

    /// What a certificate says, or `nil` if that cannot be read.
    func facts(of certificate: Certificate) -> CertificateFacts? {
        if let index = known.lastIndex(where: { $0.certificate.isSame(as: certificate.x509) }) {
            let same = known.remove(at: index)
            known.append(same)
            return same.facts
        }
        let facts = certificate.facts
        guard certificate.length <= Self.lengthLimit else { return facts }
        if known.count == Self.limit { known.removeFirst() }
        known.append((certificate, facts))
        return facts
    }

    /// How many are kept.
    var count: Int { known.count }
}
