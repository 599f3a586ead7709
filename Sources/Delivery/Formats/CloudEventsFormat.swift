internal import WatchCore

/// An event of CloudEvents 1.0 in its structured mode (JSON format and HTTP binding of the specification).
struct CloudEventsFormat: DeliveryFormat {
    /// Every system must forward as much; whatever is more may be refused.
    static let limit = 64 * 1024

    func message(_ content: DeliveryContent) -> DeliveryMessage? {
        guard case .notification(let entry, let id, let date) = content else { return nil }
        let name = entry.value(of: .name) ?? ""
        var event: [String: JSONValue] = [
            "specversion": "1.0", "id": .string(id), "source": .string("/connector-watch/\(name.inPath)"),
            "type": .string("connector-watch.alert.\(entry.value(of: .state) ?? "info")"),
            "time": .string(date.rfc3339), "datacontenttype": "application/json",
            "data": JSONValue(entry.texts()),
        ]
        if let check = entry.value(of: .check) { event["subject"] = .string(check) }
        var message = DeliveryMessage("application/cloudevents+json; charset=UTF-8", id: id, .object(event))
        if message.body.count > Self.limit {
            event["data"] = JSONValue(entry.texts(atMost: 1000))
            message.body = JSONValue.object(event).bytes
        }
        return message
    }
}

extension String {
    /// As a segment of a path (RFC 3986 section 3.3).
    fileprivate var inPath: String {
        let digits = Array("0123456789ABCDEF".utf8)
        let bytes = utf8.flatMap { byte -> [UInt8] in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                [byte]
            default: [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
