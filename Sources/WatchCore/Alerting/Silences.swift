package import FoundationEssentials

/// A silence that is in force.
package struct ActiveSilence: Sendable, Equatable {
    /// The name of its section.
    package var name: String
    package var scope: SilenceScope
    /// When it ends, as far as that is known now.
    package var until: Date
    package var reason: String
}

extension [ActiveSilence] {
    /// The silence that holds back an alert, or `nil` if none does; of several, the first.
    package func silence(of event: AlertEvent, of name: CheckName) -> ActiveSilence? {
        first { $0.scope.covers(event, of: name) }
    }

    /// The same for an alert of what several checks need.
    ///
    /// It stands for them, so that it is silenced where all of them are, until the first of them is not.
    ///
    /// - Parameters:
    ///   - event: of the alert.
    ///   - name: under which it stands.
    ///   - checks: those that it stands for.
    /// - Returns: the silence, or `nil` if none holds it back.
    package func silence(
        of event: AlertEvent, of name: CheckName, standingFor checks: [CheckName]
    ) -> ActiveSilence? {
        if let own = silence(of: event, of: name) { return own }
        var first: ActiveSilence?
        for check in checks {
            // It is asked for each probe while they fail: the first that is not silenced decides.
            guard let silence = self.silence(of: event, of: check) else { return nil }
            if first.map({ silence.until < $0.until }) ?? true { first = silence }
        }
        return first
    }
}

/// A silence that is in force, or is to come.
package struct SilenceOutlook: Sendable, Equatable {
    /// Where it was written.
    package enum Origin: Sendable {
        case settings
        case file
    }

    package var origin: Origin
    /// The name of its section.
    package var name: String
    package var scope: SilenceScope
    package var reason: String
    /// When it ends, or `nil` if it is not in force.
    package var until: Date?
    /// When it begins next, or `nil` if it is in force or never begins again.
    package var next: Date?

    fileprivate var active: ActiveSilence? {
        until.map { ActiveSilence(name: name, scope: scope, until: $0, reason: reason) }
    }
}

/// Tells which alerts are silenced now, by which silence and until when, and when that changes next.
///
/// The silences of the settings begin on the calendar again and again, those of the file are for once.
package struct Silences: Sendable {
    /// For how long, and from when on, what was found to be in force is so.
    private enum State: Sendable, Equatable {
        /// It must be looked up.
        case unknown
        /// It holds on the calendar from `from` until before `until`, which is `nil` if nothing is to come.
        case known(from: Date, until: Date?)
    }

    private var sections: [SilenceSection]
    private var entries: [SilenceEntry]
    /// That of this host's clocks.
    private var zone: TimeZoneRules
    private var state = State.unknown
    /// Those in force by the last ``update(at:)``, the one that ends last first.
    package private(set) var active: [ActiveSilence] = []
    /// When ``update(at:)`` is wanted, on ``Timestamp/uptime``.
    private(set) var wakesAt: Duration?

    /// Even if nothing is due sooner, the calendar is consulted this often, as it may be set.
    static let longestSleep = Duration.seconds(60)

    package init(
        _ sections: [SilenceSection] = [], entries: [SilenceEntry] = [], zone: TimeZoneRules = .utc
    ) {
        self.sections = sections
        self.entries = entries
        self.zone = zone
    }

    /// Replaces the silences of the settings.
    mutating func replace(sections: [SilenceSection]) {
        guard sections != self.sections else { return }
        self.sections = sections
        state = .unknown
    }

    /// Replaces the silences of the file, and this host's time zone.
    mutating func replace(entries: [SilenceEntry], zone: TimeZoneRules) {
        guard entries != self.entries || zone != self.zone else { return }
        (self.entries, self.zone) = (entries, zone)
        state = .unknown
    }

    /// Looks up which are in force.
    ///
    /// - Returns: Whether others are than before.
    package mutating func update(at now: Timestamp) -> Bool {
        if isKnown(at: now) { return false }
        let before = active
        let outlook = outlook(at: now.date)
        active = outlook.compactMap(\.active).sorted { ($1.until, $0.name) < ($0.until, $1.name) }
        let next = outlook.compactMap { $0.until ?? $0.next }.min()
        state = .known(from: now.date, until: next)
        wakesAt = next.map { next in
            now.uptime + min(.seconds(next.timeIntervalSince(now.date)), Self.longestSleep)
        }
        return active != before
    }

    private func isKnown(at now: Timestamp) -> Bool {
        guard case .known(let from, let until) = state else { return false }
        if let wakesAt, now.uptime >= wakesAt { return false }
        return from <= now.date && (until.map { now.date < $0 } ?? true)
    }
}

// MARK: One silence

extension Silences {
    /// Every silence that is not over, those of the settings first.
    package func outlook(at date: Date) -> [SilenceOutlook] {
        sections.map { outlook(of: $0, at: date) } + entries.compactMap { outlook(of: $0, at: date) }
    }

    private func outlook(of entry: SilenceEntry, at date: Date) -> SilenceOutlook? {
        let from = entry.from.map { Date(timeIntervalSince1970: Double($0.seconds(in: zone))) }
        let until = Date(timeIntervalSince1970: Double(entry.until.seconds(in: zone)))
        guard date < until, from.map({ $0 < until }) ?? true else { return nil }
        var outlook = SilenceOutlook(
            origin: .file, name: entry.id, scope: entry.scope, reason: entry.reason)
        if let from, date < from { outlook.next = from } else { outlook.until = until }
        return outlook
    }

    private func outlook(of section: SilenceSection, at date: Date) -> SilenceOutlook {
        let begun = section.beginnings.compactMap {
            $0.lastElapse(notAfter: date, within: section.duration, zone)
        }
        var outlook = SilenceOutlook(
            origin: .settings, name: section.name, scope: section.scope, reason: section.reason)
        outlook.until = begun.max().map { $0 + section.duration.inSeconds }
        if outlook.until == nil {
            outlook.next = section.beginnings.compactMap { $0.nextElapse(after: date, zone) }.min()
        }
        return outlook
    }
}

extension SilenceSection.Beginning {
    /// When it begins next.
    fileprivate func nextElapse(after date: Date, _ local: TimeZoneRules) -> Date? {
        calendar.nextElapse(after: date.microseconds, in: zone ?? local).map(Date.init(microseconds:))
    }

    /// When it began last, unless that is as long ago as the silence lasts.
    fileprivate func lastElapse(
        notAfter date: Date, within duration: Duration, _ local: TimeZoneRules
    ) -> Date? {
        let (zone, now) = (zone ?? local, date.microseconds)
        guard var low = calendar.nextElapse(after: now - Int(duration.inSeconds * 1e6), in: zone), low <= now
        else { return nil }
        // Seldom is there another one: halving finds the last of any number.
        var high = now + 1
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if let next = calendar.nextElapse(after: middle - 1, in: zone), next <= now {
                low = next
            } else if let next = calendar.nextElapse(after: low, in: zone), next <= now {
                (low, high) = (next, middle)
            } else {
                break
            }
        }
        return Date(microseconds: low)
    }
}

extension Date {
    /// Since 1970; of no more than some thousand years, as arithmetic is done with it.
    fileprivate var microseconds: Int {
        Int((min(max(timeIntervalSince1970, -1e11), 1e11) * 1e6).rounded(.down))
    }

    fileprivate init(microseconds: Int) {
        self.init(timeIntervalSince1970: Double(microseconds) / 1e6)
    }
}
