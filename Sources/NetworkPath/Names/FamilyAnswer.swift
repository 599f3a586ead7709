internal import WatchCore

/// What the name servers together say of one family of a name.
enum FamilyAnswer: Equatable {
    case addresses([SocketAddress])
    case noAddress
    case noName
    /// None of them answers.
    case silent
    case failed(PathFailure)

    /// What it comes to if this is the most that the servers said.
    init(_ reply: NameServer.Reply, of server: String, _ family: AddressFamily) {
        self =
            switch reply {
            case .addresses(let addresses): .addresses(addresses)
            case .noAddress: .noAddress
            case .noName: .noName
            case .error(let error): .failed(.lookup(.answered(error, server: server, family)))
            case .unreachable: .failed(.lookup(.unreachable(server: server)))
            case .tooLong: .failed(.lookup(.tooLong(server: server)))
            case .silent: .silent
            case .failed(let text): .failed(.local(text))
            }
    }
}

/// The answers of the families that were asked for, joined to one about the name.
struct FamilyAnswers {
    /// In the order asked; `nil` where there is no answer yet.
    var answers: [(family: AddressFamily, answer: FamilyAnswer?)]

    private var addresses: [SocketAddress] {
        answers.flatMap { entry -> [SocketAddress] in
            if case .addresses(let list) = entry.answer { list } else { [] }
        }
    }

    /// The family that is not answered while the other one is.
    private var silentFamily: AddressFamily? {
        answers.first { $0.answer == nil || $0.answer == .silent }?.family
    }

    private var failure: PathFailure? {
        let failures = answers.compactMap { entry -> PathFailure? in
            if case .failed(let failure) = entry.answer { failure } else { nil }
        }
        guard let first = failures.first else { return nil }
        // Where it is the same for all families, the family does not matter.
        if failures.count > 1, failures.count == answers.count,
            case .lookup(.answered(let error, let server, _)) = first,
            failures.allSatisfy({
                if case .lookup(.answered(error, server: server, _)) = $0 { true } else { false }
            })
        {
            return .lookup(.answered(error, server: server, .any))
        }
        return first
    }

    /// The answer about the name.
    ///
    /// A failure of one family beside addresses of the other harms nobody, as long as a route leads to those; silence
    /// does, as programs wait for it. A name of which one family is said not to exist, and of the other one to have no
    /// address, exists (RFC 8020).
    ///
    /// - Parameters:
    ///   - family: the one that was wanted.
    ///   - isRouted: whether a route leads to an address.
    /// - Returns: What is to be told; an unanswered family counts as silent.
    func joined(for family: AddressFamily, isRouted: (SocketAddress) -> Bool = \.isRouted)
        -> NameLookup.Answer
    {
        let addresses = addresses
        if !addresses.isEmpty, failure == nil || addresses.contains(where: isRouted) {
            return .addresses(addresses.preferredFirst, silent: silentFamily)
        }
        if let failure { return .failed(failure) }
        if silentFamily != nil {
            let isMissing = answers.contains { $0.family == .ipv4 && $0.answer == .noName }
            return .failed(isMissing ? .nameNotFound : .outOfTime)
        }
        return answers.contains { $0.answer == .noAddress }
            ? .failed(.lookup(.noAddress(family))) : .failed(.nameNotFound)
    }
}
