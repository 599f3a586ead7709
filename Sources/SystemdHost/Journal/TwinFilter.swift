/// Knows which notifications were read already.
///
/// The daemon sends one again that it does not know to be taken, and systemd-journal-upload does so at each of its starts:
/// the twin has the same id, and comes soon after.
struct TwinFilter {
    /// So many ids are remembered, more than the daemon or an upload ever sends again.
    static let limit = 20_000

    private var known: Set<String> = []
    /// The oldest is at ``next`` once it is full.
    private var order: [String] = []
    private var next = 0

    /// Whether it was asked about this id before; one without an id has no twin.
    mutating func isTwin(_ id: String?) -> Bool {
        guard let id else { return false }
        guard known.insert(id).inserted else { return true }
        if order.count < Self.limit {
            order.append(id)
        } else {
            known.remove(order[next])
            order[next] = id
            next = (next + 1) % Self.limit
        }
        return false
    }
}
