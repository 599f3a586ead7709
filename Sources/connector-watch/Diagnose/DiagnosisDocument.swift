internal import Diagnosis
internal import FoundationEssentials
internal import WatchCore

/// The JSON of `connector-watch diagnose`; its keys are those that the command's help names.
struct DiagnosisDocument: Encodable {
    struct File: Encodable {
        /// `-` for the standard input.
        var path: String
        @OrNull var kind: String?
        var encodings: [String]
        var bytes: Int
        var records: Int
        var remarks: [String]
        @OrNull var failure: String?
    }

    struct Quote: Encodable {
        var file: String
        var line: Int
        var record: Int
        @OrNull var time: Date?
        var text: String
    }

    struct Fact: Encodable {
        var kind: DiagnosisReport.HostFact.Kind
        var text: String
    }

    struct Cause: Encodable {
        var signature: String
        var title: String
        var cause: String
        var grade: String
        var evidence: [String]
        var count: Int
        @OrNull var first: Date?
        @OrNull var last: Date?
        @OrNull var follows: String?
        var quotes: [Quote]
        var hosts: [String]
        var thumbprints: [Thumbprint]
        var remedy: String
        var sources: [String]
        var thisHost: [Fact]
    }

    var time: Date
    var verdict: DiagnosisReport.Verdict
    var files: [File]
    var causes: [Cause]
    var remarks: [String]

    init(_ report: DiagnosisReport) {
        time = report.time
        verdict = report.verdict
        remarks = report.remarks
        files = report.files.map {
            File(
                path: $0.path ?? "-", kind: $0.kind?.rawValue, encodings: $0.encodings, bytes: $0.bytes,
                records: $0.records, remarks: $0.remarks, failure: $0.failure)
        }
        causes = report.causes.map { Cause($0.cause, $0.host) }
    }
}

extension DiagnosisDocument.Cause {
    fileprivate init(_ cause: DiagnosedCause, _ host: [DiagnosisReport.HostFact]) {
        self.init(
            signature: cause.signature.name, title: cause.signature.title,
            cause: cause.signature.area.rawValue,
            grade: cause.grade.rawValue, evidence: cause.evidence, count: cause.count,
            first: cause.first,
            last: cause.last, follows: cause.follows,
            quotes: cause.quotes.map {
                DiagnosisDocument.Quote(
                    file: $0.file ?? "-", line: $0.line, record: $0.record, time: $0.time, text: $0.text)
            },
            hosts: cause.hosts.map(\.text), thumbprints: cause.thumbprints, remedy: cause.signature.remedy,
            sources: cause.signature.sources,
            thisHost: host.map { DiagnosisDocument.Fact(kind: $0.kind, text: $0.text) })
    }
}

extension NamedHost {
    /// `host:port`, or the host alone.
    fileprivate var text: String { port.map { hostAndPort(host, $0) } ?? host }
}
