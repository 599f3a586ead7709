extension Dependency {
    /// How many of those who depend on it an alert names.
    private static let shownDependents = 5

    /// The one alert about it, made from what the probe that gave it away has found.
    func finding(from finding: Finding, target: String, dependents: [CheckName]) -> Finding {
        let shown = dependents.prefix(Self.shownDependents).map(\.text).joined(separator: ", ")
        let more = dependents.count - Self.shownDependents
        let list = more > 0 ? "\(shown) and \(more) more" : shown
        let count = dependents.count == 1 ? "1 check depends" : "\(dependents.count) checks depend"
        var whole = finding
        whole.event = key.event
        whole.route = key.route
        whole.message = """
            \(what(target)), for several targets alike. \(count) on it (\(list)); what fails of them for this \
            reason is held back and comes out if it still fails afterwards. One of them: \(finding.message)
            """
        return whole
    }

    private func what(_ target: String) -> String {
        switch self {
        case .resolver: "Name resolution fails"
        case .proxy: "The outbound proxy \(target) fails"
        }
    }
}
