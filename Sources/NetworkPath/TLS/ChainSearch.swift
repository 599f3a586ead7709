internal import COpenSSL
internal import Certificates
internal import WatchCore

/// Looks for a path from a server's certificate to a root of this host, over what the server sent and other candidates.
///
/// OpenSSL takes the first issuer that fits and does not go back (X509_verify_cert(3)); here every path is tried, within
/// bounds. The candidates are untrusted: what counts is that the signatures lead to a root.
struct ChainSearch {
    /// An `X509_STORE *`.
    private let store: OpaquePointer
    private let sent: [Certificate]
    private let candidates: [Certificate]
    private var verifications = 0

    /// What a server leaves out, and the chain that there is with it.
    struct Found {
        /// Where in the chain it is missing; 0 is the leaf.
        var depth: Int
        var gap: ChainGap
        /// The chain's end.
        var root: CertificateFacts
        /// Those between the leaf and the end.
        var intermediates: [CertificateFacts]
    }

    /// The most certificates of a path, and the most paths that are verified.
    private static let depthLimit = 10
    private static let verificationLimit = 64

    /// - Parameters:
    ///   - sent: What the server sent, its own certificate first.
    ///   - others: Authorities that it did not send.
    ///   - store: The roots, an `X509_STORE *`.
    init(sent: [Certificate], others: [Certificate], in store: OpaquePointer) {
        self.store = store
        self.sent = sent
        candidates =
            sent.dropFirst().filter { !$0.isSelfIssued }
            + others.filter { other in !other.isSelfIssued && !sent.contains { $0.isSame(as: other.x509) } }
    }

    /// What a server leaves out, or `nil` if no candidate leads to a root of this host.
    mutating func gap() -> Found? {
        guard let leaf = sent.first, let (path, root) = root(of: [leaf]), let end = root.facts else {
            return nil
        }
        let depth = path.firstIndex { part in !sent.contains { $0.isSame(as: part.x509) } }
        // All was sent: the one that a self-signed certificate of the same name hid, or the last.
        let hidden = path.indices.dropFirst().first { index in
            sent.contains { $0.isSelfIssued && $0.hasSubject(of: path[index]) }
        }
        let index = depth ?? hidden ?? path.count - 1
        guard index > 0, let missing = path[index].facts else { return nil }
        return Found(
            depth: index,
            gap: ChainGap(
                subject: missing.subject, issuer: missing.issuer, root: end.subject,
                source: path[index - 1].issuerPlaces.host, isSent: depth == nil),
            root: end, intermediates: path.dropFirst().compactMap(\.facts))
    }

    private mutating func root(of path: [Certificate]) -> (path: [Certificate], root: Certificate)? {
        guard path.count <= Self.depthLimit, verifications < Self.verificationLimit else { return nil }
        verifications += 1
        if let root = verify(path) { return (path, root) }
        guard let last = path.last else { return nil }
        for candidate in candidates where candidate.mayHaveIssued(last) {
            if path.contains(where: { $0.isSame(as: candidate.x509) }) { continue }
            if let found = root(of: path + [candidate]) { return found }
        }
        return nil
    }

    private func verify(_ path: [Certificate]) -> Certificate? {
        ERR_set_mark()
        defer { ERR_pop_to_mark() }
        guard let stack = OPENSSL_sk_new_null() else { return nil }
        defer { OPENSSL_sk_free(stack) }
        for part in path { OPENSSL_sk_push(stack, UnsafeRawPointer(part.x509)) }
        return openssl_root_of_path(store, stack).map { Certificate(owning: $0) }
    }
}
