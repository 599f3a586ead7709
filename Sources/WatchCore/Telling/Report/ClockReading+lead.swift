internal import FoundationEssentials

extension ClockReading {
    /// How far this host's clock is ahead; negative: behind. The other side's is cut to the second.
    package var lead: Duration { .seconds(ours.timeIntervalSince(theirs)) }
}

extension HostObservation {
    /// The median of all; `nil`: no server was asked, or none answered.
    package var clockLead: Duration? {
        let leads = readings.map(\.lead).sorted()
        return leads.isEmpty ? nil : leads[leads.count / 2]
    }
}
