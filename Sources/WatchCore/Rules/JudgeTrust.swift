internal import FoundationEssentials

/// Judges the trust files: the settings readable, the certificate there, its validity and its issuer.
///
/// `sha512Failures` names the checks by which SHA-512 does not work on the way.
func judge(
    _ trust: TrustObservation, of target: TrustTarget, timeout: Duration, sha512Failures: [CheckName] = [],
    at date: Date
) -> Verdict {
    var target = target
    if let file = trust.settingsFile {
        target.machineStore = target.machineStore(beside: file)
        target.settingsFile = file
    }
    if let finding = settingsFinding(trust.settings, target, timeout) {
        let judged: Set<AlertEvent> =
            finding.event == .settingsMalformed ? [.settingsMissing, .settingsMalformed] : [.settingsMissing]
        return Verdict(findings: [finding], judged: judged)
    }
    var verdict = Verdict(judged: [.settingsMissing, .settingsMalformed])
    guard case .read(let settings) = trust.settings, let lookup = trust.lookup else { return verdict }
    // A place that is missing beside others is told with event 1004. Where all are, nothing could be listed: the
    // mount they lie on may be gone, and nothing is known about the certificate.
    let unreadable = lookup.problems.filter { $0.kind != .missing || lookup.hasNoPlace }
    let isBlind = lookup.found == nil && (lookup.isUnfinished || !unreadable.isEmpty)

    verdict.judge([.storeUnreadable])
    if !unreadable.isEmpty || isBlind {
        verdict.findings.append(
            exportFinding(lookup, settings, target)
                ?? storeFinding(unreadable, lookup, settings, target, timeout))
    }
    // In the wrong store it is as valid, and as near to its end, as in the right one.
    if let found = trust.inUse {
        verdict.add(judgeCertificate(found, of: target, at: date))
        verdict.add(judgeFitness(found, copies: trust.copies, sha512Failures: sha512Failures, at: date))
        verdict.judge([.certificateMissing])
        // What cannot be read may hold it as well.
        if !isBlind { verdict.judge([.certificateElsewhere]) }
        if lookup.found == nil, !isBlind {
            verdict.findings.append(elsewhereFinding(found, lookup, settings, at: date))
        }
    } else if !isBlind {
        verdict.findings.append(missingFinding(lookup, settings, target))
        verdict.judge([.certificateMissing, .certificateElsewhere])
    }
    return verdict
}

/// Event 1005.
private func elsewhereFinding(
    _ found: FoundCertificate, _ lookup: StoreLookup, _ settings: TrustSettings, at date: Date
) -> Finding {
    let (named, other) = settings.isInUserStore ? ("user", "machine") : ("machine", "user")
    return Finding(
        .certificateElsewhere, .warning, .store, .certificateOtherStore,
        message: """
            The trust certificate \(settings.thumbprint) lies in the \(other) store ("\(found.file)"), but \
            IsInUserStore is \(settings.isInUserStore): the connector looks for it in the \(named) store \
            (\(lookup.placesText)) and will not find it. If that is how the files were copied here, copy the \
            \(named) store too; if it is so on the connector's own host, register the connector again.
            """,
        details: found.details(at: date))
}

/// Event 1009 if the machine's store of a Windows host was never exported, or `nil`.
private func exportFinding(_ lookup: StoreLookup, _ settings: TrustSettings, _ target: TrustTarget)
    -> Finding?
{
    guard !settings.isInUserStore, lookup.hasNoPlace, !lookup.isUnfinished,
        let export = WindowsExport(of: target)
    else { return nil }
    let commands = export.commands.map { "`\($0)`" }.joined(separator: " and then ")
    return Finding(
        .storeUnreadable, .error, .store, .storeUnreadable,
        message: """
            The certificate \(settings.thumbprint) is in the machine's store of the Windows host until its first \
            renewal, and \(lookup.placesText), which is to be that store's export, does not exist. On the Windows \
            host, as an administrator, run \(commands). From the first renewal on nothing more is needed.
            """,
        details: [.store: lookup.placesText, .thumbprint: settings.thumbprint.text])
}

/// Event 1009; the certificate may lie in what cannot be read, so this never says that it is gone.
private func storeFinding(
    _ problems: [StoreProblem], _ lookup: StoreLookup, _ settings: TrustSettings, _ target: TrustTarget,
    _ timeout: Duration
) -> Finding {
    let first = problems.first
    let what =
        first.map {
            "\"\($0.path)\" \($0.kind == .missing ? "does not exist" : "cannot be read"): \($0.detail)"
        }
        ?? "the search of \(lookup.placesText) did not end within \(timeout.text)"
    let more = problems.count > 1 ? " (and \(problems.count - 1) more)" : ""
    let consequence =
        lookup.found == nil
        ? "The certificate \(settings.thumbprint) is not among the \(lookup.certificates) that can be read."
        : "The certificate \(settings.thumbprint) itself was found."
    let remedy =
        switch first?.kind {
        case .permission: "Give the user connector-watch read access to it (a group, or an ACL with setfacl)."
        case .password: "Name the credential that holds its password in StorePassword=."
        case .damaged: "Restore it or remove it from the store."
        case .tooLarge: "Point the store at the certificates' own directory."
        case .missing: "Check that the mount or export it lies on is there, and MachineStore= or UserStore=."
        case .system, nil: "Check the file system or mount it lies on."
        }
    return Finding(
        .storeUnreadable, .error, .store, storeReason(first?.kind, target),
        message: "In the certificate store, \(what)\(more). \(consequence) \(remedy)",
        details: [
            .store: first?.path ?? lookup.placesText, .thumbprint: settings.thumbprint.text,
        ])
}

private func storeReason(_ kind: StoreProblem.Kind?, _ target: TrustTarget) -> Reason {
    switch kind {
    case .password: .storePassword
    case .permission, .damaged, .tooLarge: .storeUnreadable
    // A whole folder that is gone, hangs or fails is the share's, not the certificate's.
    case .missing, .system, nil: target.windowsHost == nil ? .storeUnreadable : .shareUnavailable
    }
}

/// Event 1004.
private func missingFinding(
    _ lookup: StoreLookup, _ settings: TrustSettings, _ target: TrustTarget
) -> Finding {
    let export = settings.isInUserStore ? nil : WindowsExport(of: target)
    let remedy =
        export.map {
            """
            The export may be older than the certificate: on the Windows host run `\($0.runCommand)`. If it still is \
            not there, register the connector again.
            """
        } ?? "Check that the store's files reach this host; if they do, register the connector again."
    let others = lookup.otherStores.map {
        " It was seen in the store \($0.name) of \"\($0.file)\", which does not count."
    }
    .joined()
    let absent = lookup.problems.filter { $0.kind == .missing }.map { "\"\($0.path)\"" }
    let note = absent.isEmpty ? "" : " (\(absent.joined(separator: ", ")) does not exist)"
    return Finding(
        .certificateMissing, .error, .store, .certificateMissing,
        message: """
            No certificate with the thumbprint \(settings.thumbprint) is in the \
            \(settings.isInUserStore ? "user" : "machine") store \(lookup.placesText)\(note); \
            \(lookup.certificates) others were seen there.\(others) Without it the connector cannot prove who it is. \
            \(remedy)
            """,
        details: [.store: lookup.placesText, .thumbprint: settings.thumbprint.text])
}

extension StoreLookup {
    fileprivate var placesText: String { places.joined(separator: " ") }

    /// Whether none of the places that were searched exists.
    fileprivate var hasNoPlace: Bool {
        let missing = Set(problems.filter { $0.kind == .missing }.map(\.path))
        return found == nil && !places.isEmpty && missing.isSuperset(of: places)
    }
}
