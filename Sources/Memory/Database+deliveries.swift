internal import FoundationEssentials
internal import WatchCore

/// What waits for receivers.
extension Database {
    /// Reads all of it, in its order.
    ///
    /// - Returns: what waits, and how many rows could not be read.
    func deliveries() throws(MemoryError) -> ([SavedDelivery], skipped: Int) {
        var (deliveries, skipped): ([SavedDelivery], Int) = ([], 0)
        try rows("SELECT receiver, id, entry FROM deliveries ORDER BY number") {
            guard let receiver = $0.text(0), let id = $0.text(1),
                let content = try? SavedDelivery.Content(decoding: $0.bytes(2))
            else {
                skipped += 1
                return
            }
            deliveries.append(SavedDelivery(DeliveryKey(CheckName(receiver), id), content))
        }
        return (deliveries, skipped)
    }

    /// Writes what changed; within a transaction.
    func apply(_ deliveries: [SavedDelivery], settled: [DeliveryKey]) throws(MemoryError) {
        for key in settled {
            try execute(
                "DELETE FROM deliveries WHERE receiver = ? AND id = ?", .text(key.receiver.text),
                .text(key.id))
        }
        for delivery in deliveries {
            guard let json = try? delivery.content.encoded() else {
                throw MemoryError(.unavailable, "What waits for a receiver cannot be written as JSON.")
            }
            try execute(
                "INSERT OR REPLACE INTO deliveries (receiver, id, entry) VALUES (?, ?, ?)",
                .text(delivery.key.receiver.text), .text(delivery.key.id),
                .text(String(decoding: json, as: UTF8.self)))
        }
    }
}
