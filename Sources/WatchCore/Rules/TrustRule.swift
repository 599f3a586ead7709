internal import FoundationEssentials

/// How the search for the trust certificate in a store went.
package struct StoreSearchFacts: Sendable, Equatable {
    /// The certificate that `TrustSettings.xml` names, and the store that it should be in.
    package var settings: TrustSettings
    /// The configured places of that store.
    package var places: [String]
    /// Those of them that do not exist.
    package var missingPlaces: [String]
    /// How many certificates were seen there.
    package var certificates: Int
    /// Whether it was found there.
    package var isFound: Bool
    /// Other stores of Windows that hold it, in files of these places.
    package var otherStores: [OtherWindowsStore]?
    /// The export that the machine store of a Windows host is read from, or `nil` if another store is meant.
    package var export: WindowsExport?

    package init(
        _ settings: TrustSettings, places: [String], missingPlaces: [String] = [], certificates: Int = 0,
        isFound: Bool = false, otherStores: [OtherWindowsStore]? = nil, export: WindowsExport? = nil
    ) {
        self.settings = settings
        self.places = places
        self.missingPlaces = missingPlaces
        self.certificates = certificates
        self.isFound = isFound
        self.otherStores = otherStores
        self.export = export
    }
}

/// Judges the trust files: the settings readable, the certificate there, its validity and its issuer.
///
/// - Parameters:
///   - trust: What the files said.
///   - target: The settings file, its stores, and what is expected of them.
///   - timeout: How long the probe was given.
///   - sha512Failures: The checks that found SHA-512 not to work.
///   - date: When it is judged.
/// - Returns: The findings of events 1000 to 1009, 1011 and 1012, and what could be judged.
func judge(
    _ trust: TrustObservation, of target: TrustTarget, timeout: Duration, sha512Failures: [CheckName] = [],
    at date: Date
) -> Verdict {
    let target = target.reading(trust.settingsFile)
    let settingsFinding = settingsFinding(trust.settings, target, timeout)
    if let finding = settingsFinding, finding.priority != .notice {
        let judged: [AlertEvent] =
            finding.event == .settingsMalformed ? [.settingsMissing, .settingsMalformed] : [.settingsMissing]
        return Verdict(findings: [finding], judged: judged)
    }
    var verdict = Verdict(
        findings: settingsFinding.map { [$0] } ?? [], judged: [.settingsMissing, .settingsMalformed])
    guard case .read(let settings) = trust.settings, let lookup = trust.lookup else { return verdict }
    // A place that is missing beside others is told with event 1004. Where all are, nothing could be listed: the
    // mount they lie on may be gone, and nothing is known about the certificate.
    let unreadable = lookup.problems.filter { $0.kind != .missing || lookup.hasNoPlace }
    let isBlind = lookup.found == nil && (lookup.isUnfinished || !unreadable.isEmpty)
    let search = lookup.facts(settings, target)

    verdict.judge([.storeUnreadable])
    if !unreadable.isEmpty || isBlind {
        verdict.findings.append(storeFinding(unreadable, search, target, timeout))
    }
    // In the wrong store it is as valid, and as near to its end, as in the right one.
    if let found = trust.inUse {
        verdict.add(judgeTrustCertificate(found, of: target, at: date))
        verdict.add(judgeFitness(found, copies: trust.copies, sha512Failures: sha512Failures, at: date))
        verdict.judge([.certificateMissing])
        // What cannot be read may hold it as well.
        if !isBlind { verdict.judge([.certificateElsewhere]) }
        if lookup.found == nil, !isBlind {
            verdict.findings.append(
                Finding(
                    .certificateElsewhere(file: found.file, search), .warning, .store,
                    .certificateOtherStore, details: found.details(at: date)))
        }
    } else if !isBlind {
        var finding = Finding(
            .certificateMissing(search), .error, .store, .certificateMissing, details: search.details(at: nil)
        )
        finding.isProvisional = lookup.isChanging
        verdict.findings.append(finding)
        verdict.judge([.certificateMissing, .certificateElsewhere])
    }
    return verdict
}

/// Event 1009; the certificate may lie in what cannot be read, so this never says that it is gone.
private func storeFinding(
    _ problems: [StoreProblem], _ search: StoreSearchFacts, _ target: TrustTarget, _ timeout: Duration
) -> Finding {
    // What may still be being copied is told after what is not.
    let problems = problems.filter { !$0.isYoung } + problems.filter(\.isYoung)
    let first = problems.first
    var finding = Finding(
        .storeUnreadable(problems, search, timeout: timeout), .error, .store,
        storeReason(first?.kind, search, target), details: search.details(at: first?.path))
    finding.isProvisional = first?.isYoung ?? false
    return finding
}

private func storeReason(
    _ kind: StoreProblem.Kind?, _ search: StoreSearchFacts, _ target: TrustTarget
) -> Reason {
    switch kind {
    case .password: .storePassword
    case .permission, .masked, .damaged, .unsupported, .tooLarge: .storeUnreadable
    // On a Windows host a whole folder that is gone, hangs or fails is the share's; an export may never have been made.
    case .missing where search.export != nil: .storeUnreadable
    case .missing, .system, nil: target.windowsHost == nil ? .storeUnreadable : .shareUnavailable
    }
}

extension TrustTarget {
    /// The target with the settings file that was really read, and the machine store beside it.
    fileprivate func reading(_ file: String?) -> TrustTarget {
        guard let file else { return self }
        var target = self
        target.machineStore = machineStore(beside: file)
        target.settingsFile = file
        return target
    }
}

extension StoreSearchFacts {
    /// The fields of an alert about `path`, or about the whole store.
    fileprivate func details(at path: String?) -> [JournalField: String] {
        [.store: path ?? places.joined(separator: " "), .thumbprint: settings.thumbprint.text]
    }
}

extension StoreLookup {
    fileprivate func facts(_ settings: TrustSettings, _ target: TrustTarget) -> StoreSearchFacts {
        StoreSearchFacts(
            settings, places: places, missingPlaces: problems.filter { $0.kind == .missing }.map(\.path),
            certificates: certificates, isFound: found != nil,
            otherStores: otherStores.isEmpty ? nil : otherStores,
            export: settings.isInUserStore ? nil : WindowsExport(of: target))
    }

    /// Whether none of the places that were searched exists.
    fileprivate var hasNoPlace: Bool {
        let missing = Set(problems.filter { $0.kind == .missing }.map(\.path))
        return found == nil && !places.isEmpty && missing.isSuperset(of: places)
    }
}
