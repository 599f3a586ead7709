import Foundation

@testable import WatchCore
@testable import connector_watch

extension ReportSample {
    /// So many ports that fail alike, as the daemon knows them.
    static func crowded(_ count: Int, silenced: SnapshotSilence? = nil) -> ReportModel {
        var snapshot = snapshot
        let (alert, check) = (snapshot.alerts[0], snapshot.checks[0])
        snapshot.alerts = (0..<count).map {
            var new = alert
            (new.check, new.target) = (CheckName("port p\($0):443"), "p\($0).example:443")
            (new.incident, new.message) = ("\($0)", "Port 443 of p\($0).example is shut.")
            new.silenced = silenced
            return new
        }
        snapshot.checks = snapshot.alerts.enumerated().map { index, alert in
            var new = check
            (new.check, new.group, new.target, new.state) = (
                alert.check, .connectivity, alert.target, .critical
            )
            if index >= Trend.checkLimit { new.trend = nil }
            return new
        }
        return model(probe: nil, snapshot)
    }

    /// The page of these checks, and of nothing else.
    static func probed(_ checks: [CheckReport], _ snapshot: Snapshot? = nil) -> ReportModel {
        model(probe: .sample(checks), snapshot)
    }

    private static func model(probe: Report?, _ snapshot: Snapshot?) -> ReportModel {
        ReportModel(
            settings, probe: probe, snapshot: snapshot, snapshotFailure: snapshot == nil ? "None." : nil,
            memory: TrustMemory(snapshot, savedIn: "/none", settings), journal: JournalPart(),
            since: noon - 7 * 86_400, at: noon)
    }
}
