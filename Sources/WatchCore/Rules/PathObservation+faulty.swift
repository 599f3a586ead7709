extension PathObservation {
    /// The addresses that cannot be reached, where others can.
    ///
    /// One that this host has no route to for want of that family is no fault of the name, as long as one of the
    /// other family works.
    var faultyAddresses: [AddressAttempt] {
        let working = addresses.filter { $0.failure == nil }
        return addresses.filter { attempt in
            guard let failure = attempt.failure, !failure.isLocal else { return false }
            let familyWorks = working.contains { $0.isIPv6 == attempt.isIPv6 }
            return failure != .networkUnreachable || familyWorks
        }
    }
}
