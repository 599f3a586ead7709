internal import CExpat

/// One event as XML (the event schema of Windows, `http://schemas.microsoft.com/win/2004/08/events/event`).
///
/// Counts: `System` with `Provider`, `EventID`, `TimeCreated`, `Channel`; `EventData/Data` or whatever is below `UserData`;
/// `RenderingInfo/Message`. Names of elements are never translated.
struct EventXML {
    private var path: [String] = []
    private var text: [UInt8] = []
    private var source: String?
    private var channel: String?
    private var id: Int?
    private var time: LogTime?
    private var message: [UInt8] = []
    private var data: [UInt8] = []

    /// Reads an event.
    ///
    /// - Returns: Whether all of it could be read; otherwise what came before the failure is kept.
    mutating func parse(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let parser = XML_ParserCreate("UTF-8") else { return false }
        defer { XML_ParserFree(parser) }
        // Otherwise expat would use the clock as salt if the kernel has no entropy yet.
        XML_SetHashSalt(parser, .random(in: 1...UInt.max))
        let status = withUnsafeMutablePointer(to: &self) { event in
            XML_SetUserData(parser, event)
            setHandlers(of: parser)
            return bytes.withUnsafeBytes {
                XML_Parse(parser, $0.assumingMemoryBound(to: CChar.self).baseAddress, Int32($0.count), 1)
            }
        }
        return status == XML_STATUS_OK
    }

    func record(line: Int, number: Int) -> LogRecord {
        var record = LogRecord(line: line, number: number, text: message)
        if !record.text.isEmpty, !data.isEmpty { record.text.append(0x0a) }
        record.text += data
        (record.source, record.channel, record.id, record.time) = (source, channel, id, time)
        return record
    }

    fileprivate mutating func open(_ name: String, _ attributes: [String: String]) {
        path.append(name)
        text = []
        switch name {
        case "Provider": source = attributes["Name"] ?? attributes["EventSourceName"]
        case "TimeCreated": time = attributes["SystemTime"].flatMap { LogTime(in: ($0 + "Z").utf8) }
        default: break
        }
    }

    fileprivate mutating func append(_ run: UnsafeRawBufferPointer) {
        if text.count + run.count <= RecordLimits.text { text.append(contentsOf: run) }
    }

    fileprivate mutating func close() {
        guard let name = path.popLast() else { return }
        let value = text
        text = []
        switch name {
        case "EventID": id = Int(String(decoding: value, as: UTF8.self).trimmedSpaces)
        case "Channel" where path.last == "System": channel = String(decoding: value, as: UTF8.self)
        case "Message": message = value
        default:
            guard
                path.contains(where: { $0 == "EventData" || $0 == "UserData" || $0 == "ProcessingErrorData" }
                ),
                value.contains(where: { $0 > 0x20 }), data.count + value.count < RecordLimits.text
            else { return }
            if !data.isEmpty { data.append(0x0a) }
            data += value
        }
    }
}

/// The event behind a handler's user data, valid during the parse.
private func event(_ data: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<EventXML>? {
    data?.assumingMemoryBound(to: EventXML.self)
}

private func setHandlers(of parser: XML_Parser) {
    XML_SetElementHandler(
        parser,
        { data, name, attributes in
            guard let name else { return }
            event(data)?.pointee.open(String(cString: name), pairs(attributes))
        },
        { data, _ in event(data)?.pointee.close() })
    XML_SetCharacterDataHandler(parser) { data, text, count in
        guard let text else { return }
        event(data)?.pointee.append(UnsafeRawBufferPointer(start: text, count: Int(count)))
    }
}

/// Names and values, which stand alternately before a null pointer.
private func pairs(_ attributes: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?) -> [String: String] {
    var pairs: [String: String] = [:]
    var next = attributes
    while let place = next, let name = place.pointee, let value = (place + 1).pointee {
        pairs[String(cString: name)] = String(cString: value)
        next = place + 2
    }
    return pairs
}
