/// Finds the signatures that a record has the evidence of.
struct SignatureIndex: Sendable {
    /// One signature, and its evidence in one record.
    struct Match {
        var signature: Int
        var grade: Grade
        /// Its tokens, as they are shown.
        var evidence: [String]
        /// Where the first evidence stands; at the start of the text for the number of an event.
        var range: Range<Int>
        /// Whether it rests on more than a sentence or an outer exception.
        fileprivate var isStrong: Bool
    }

    let signatures: [Signature]
    private let byToken: [Token: [Int]]
    private let finder: TokenFinder

    init(_ signatures: [Signature]) {
        self.signatures = signatures
        var byToken: [Token: [Int]] = [:]
        for (index, signature) in signatures.enumerated() {
            for token in signature.tokens { byToken[token, default: []].append(index) }
        }
        self.byToken = byToken
        finder = TokenFinder(byToken.keys)
    }

    /// The signatures of a record; one that rests on little gives way to one that does not.
    func matches(_ record: LogRecord) -> [Match] {
        var found: [Int: [FoundToken]] = [:]
        let tokens = finder.tokens(in: record.text)
        for token in tokens {
            for index in indices(of: token.token) { found[index, default: []].append(token) }
        }
        if let id = record.id, record.isOwn, let indices = byToken[.event(id)] {
            let token = FoundToken(token: .event(id), range: 0..<0, written: "")
            for index in indices { found[index, default: []].insert(token, at: 0) }
        }
        guard !found.isEmpty else { return [] }
        let innermost = tokens.last { $0.token.kind == .exception }?.token
        let matches = found.sorted { $0.key < $1.key }.map { index, evidence in
            match(index, evidence, innermost: innermost, isOwn: record.isOwn)
        }
        return matches.contains(where: \.isStrong) ? matches.filter(\.isStrong) : matches
    }

    private func indices(of token: Token) -> [Int] {
        guard case .exception(let name) = token, let dot = name.lastIndex(of: ".") else {
            return byToken[token] ?? []
        }
        let short = Token.exception(String(name[name.index(after: dot)...]))
        return (byToken[token] ?? []) + (byToken[short] ?? [])
    }

    private func match(_ index: Int, _ evidence: [FoundToken], innermost: Token?, isOwn: Bool) -> Match {
        let signature = signatures[index]
        let kinds = Set(evidence.map(\.token.kind))
        let independent = kinds.subtracting([.sentence])
        let grade: Grade =
            if independent.contains(.event) || independent.count >= 2 {
                .proven
            } else if !independent.isEmpty || isOwn {
                .likely
            } else {
                .hint
            }
        let isStrong = evidence.contains { found in
            switch found.token.kind {
            case .sentence: false
            case .exception: found.token == innermost
            case .event, .signIn, .code, .status, .word: true
            }
        }
        return Match(
            signature: index, grade: min(grade, signature.limit), evidence: evidence.map(\.text),
            range: evidence.first { !$0.range.isEmpty }?.range ?? 0..<0, isStrong: isStrong)
    }
}
