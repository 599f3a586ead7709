internal import FoundationEssentials
package import WatchCore

/// What logs of a connector's host show: files in, causes out.
package struct Diagnosis {
    /// What became of each file, in the order they were read.
    package private(set) var files: [LogFileReading] = []
    private let index: SignatureIndex
    private let zone: TimeZoneRules
    /// By the signature's place.
    private var causes: [Int: DiagnosedCause] = [:]
    /// The order in which they were found.
    private var order: [Int] = []

    /// - Parameters:
    ///   - signatures: what is known.
    ///   - zone: of the host that wrote the logs, for times that do not say it.
    package init(_ signatures: [Signature], zone: TimeZoneRules) {
        index = SignatureIndex(signatures)
        self.zone = zone
    }

    /// Reads a file.
    ///
    /// - Parameter path: The file, or `nil` for the standard input.
    package mutating func read(_ path: String?) {
        files.append(LogFile.read(path) { take($0, of: path) })
    }

    /// What came first in time stands first; what has no time stands behind, in the order it was found.
    package var found: [DiagnosedCause] {
        let sorted = order.enumerated().compactMap { place, index in causes[index].map { (place, $0) } }
            .sorted { ($0.1.first ?? .distantFuture, $0.0) < ($1.1.first ?? .distantFuture, $1.0) }.map(\.1)
        return sorted.map { cause in
            var cause = cause
            cause.follows = sorted.first { $0.isBefore(cause) }?.signature.name
            return cause
        }
    }

    mutating func take(_ record: LogRecord, of file: String?) {
        for match in index.matches(record) { take(match, in: record, of: file) }
    }

    private mutating func take(_ match: SignatureIndex.Match, in record: LogRecord, of file: String?) {
        let time = record.time ?? LogTime(in: record.text, day: record.day)
        let date = time?.date(in: zone)
        guard var cause = causes[match.signature] else {
            order.append(match.signature)
            var cause = DiagnosedCause(
                signature: index.signatures[match.signature], grade: match.grade, evidence: match.evidence,
                quotes: [],
                count: 1, first: date, last: date, hosts: [], thumbprints: [])
            cause.note(match, in: record, of: file, at: date)
            causes[match.signature] = cause
            return
        }
        cause.count += 1
        if let date {
            cause.first = min(cause.first ?? date, date)
            cause.last = max(cause.last ?? date, date)
        }
        // The record that shows it best is always quoted.
        if match.grade > cause.grade {
            (cause.grade, cause.evidence) = (match.grade, match.evidence)
            if cause.quotes.count == DiagnosedCause.quoteLimit { cause.quotes.removeLast() }
        }
        cause.note(match, in: record, of: file, at: date)
        causes[match.signature] = cause
    }
}

extension DiagnosedCause {
    fileprivate mutating func note(
        _ match: SignatureIndex.Match, in record: LogRecord, of file: String?, at date: Date?
    ) {
        guard quotes.count < Self.quoteLimit else { return }
        quotes.append(
            Quote(
                file: file, line: record.line, record: record.number, time: date,
                text: Excerpt.text(of: record.text, around: match.range)))
        for host in NamedThings.hosts(in: record.text)
        where hosts.count < Self.namedLimit && !hosts.contains(host) { hosts.append(host) }
        for thumbprint in NamedThings.thumbprints(in: record.text)
        where thumbprints.count < Self.namedLimit && !thumbprints.contains(thumbprint) {
            thumbprints.append(thumbprint)
        }
    }

    /// Whether another cause, by its signature a consequence of such as this one, came after it.
    fileprivate func isBefore(_ other: DiagnosedCause) -> Bool {
        guard let first, let begin = other.first, grade != .hint else { return false }
        return first < begin && other.signature.follows.contains(signature.area)
    }
}
