internal import Certificates
internal import WatchCore

/// The facts of the certificates that were seen last, as nearly all that servers send are: reading one costs as much as a
/// hundredth of a handshake.
final class KnownCertificates {
    /// The latest last.
    private var known: [(certificate: Certificate, facts: CertificateFacts?)] = []

    /// No more are kept, the oldest go first: some 5 KB each.
    static let limit = 32

    /// What a certificate says, or `nil` if that cannot be read.
    func facts(of certificate: Certificate) -> CertificateFacts? {
        if let same = known.last(where: { $0.certificate.isSame(as: certificate.x509) }) { return same.facts }
        if known.count == Self.limit { known.removeFirst() }
        known.append((certificate, certificate.facts))
        return known.last?.facts
    }
}
