extension EventProfile {
    /// Event 1098.
    static let stateUnusable = EventProfile(
        "dd5ddbc16e3c4ee688baa72ccfd47928", "Saved state unusable", [.warning],
        sends: .entry.union([.remedy]))
}

extension FindingText {
    /// Event 1098: the state was not saved, or that of the last run cannot be used.
    static func stateUnusable(_ failure: StateFailure) -> FindingText {
        switch failure {
        case .notSaved(let sentences):
            FindingText(
                sentences: sentences,
                remedy: """
                    Check the space and the permissions of its directory. Alerts go on; after a restart they would be raised \
                    again.
                    """)
        case .notRestored(let sentences):
            FindingText(
                sentences: sentences,
                remedy: """
                    The state of the last run cannot be used: standing alerts are raised again, and a thumbprint that changed \
                    meanwhile goes unnoticed.
                    """)
        }
    }
}
