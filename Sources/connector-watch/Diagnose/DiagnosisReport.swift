internal import Diagnosis
internal import FoundationEssentials

/// What logs show, beside what this host sees and remembers.
struct DiagnosisReport {
    /// Something that this host sees or remembers about a cause.
    struct HostFact {
        enum Kind: String, Encodable {
            case trust
            case probe
            case incident
        }

        var kind: Kind
        /// A sentence.
        var text: String
    }

    /// The outcome, as scripts read it.
    enum Verdict: String, Encodable {
        case nothing
        case hint
        case likely
        case proven
        case unreadable

        var status: Int32 {
            switch self {
            case .nothing, .hint: 0
            case .likely: 1
            case .proven: 2
            case .unreadable: CommandFailure.status
            }
        }
    }

    var time: Date
    var files: [LogFileReading]
    /// What came first stands first.
    var causes: [(cause: DiagnosedCause, host: [HostFact])]
    /// Sentences about what could not be compared.
    var remarks: [String] = []

    init(_ diagnosis: Diagnosis, at time: Date) {
        self.time = time
        files = diagnosis.files
        causes = diagnosis.found.map { ($0, []) }
    }

    var verdict: Verdict {
        if files.contains(where: { $0.failure != nil }) { return .unreadable }
        return switch causes.map(\.cause.grade).max() {
        case .proven: .proven
        case .likely: .likely
        case .hint: .hint
        case nil: .nothing
        }
    }
}
