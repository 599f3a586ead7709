import Foundation
import WatchCore

/// A short life of the engine in which certain events come up; what it sends to the journal is kept.
struct EngineRun: Sendable, CustomStringConvertible {
    struct Entry {
        var event: AlertEvent
        var isRecovered: Bool
        var fields: [String: String]
    }

    var description: String
    /// What comes up.
    var events: Set<AlertEvent>
    var settings = EngineRun.settings()
    var stateFailure: String?
    /// What each probe sees in turn.
    var observations: [Observation] = []
    /// What else happens, after the probes.
    var notification: [Event] = []
    /// Whether journald is away while the news come in.
    var journalIsAbsent = false

    func entries() throws -> [Entry] {
        var life = Life(self)
        life.live(self)
        return life.entries.compactMap { entry in
            let fields = Dictionary(uniqueKeysWithValues: entry.fields.map { ($0.name, $0.value) })
            guard let event = fields["CONNECTOR_EVENT_ID"].flatMap(Int.init).flatMap(AlertEvent.init) else {
                return nil
            }
            return Entry(
                event: event, isRecovered: fields["MESSAGE_ID"] == AlertEvent.recoveredMessageID,
                fields: fields)
        }
    }

    static let date = Date(timeIntervalSince1970: 1_800_000_000)

    /// A connector with at most one check.
    static func settings(_ target: Target? = nil) -> Settings {
        let pace = Pace(
            interval: .seconds(60), failingInterval: .seconds(15), timeout: .seconds(60), failuresToAlert: 1,
            passesToRecover: 1, reminderInterval: .seconds(21_600))
        var settings = Settings(connector: ConnectorSettings(name: "hq-01", cloud: .none))
        switch target {
        case .port(let port):
            settings.ports = [
                PortSection(
                    name: "p", host: port.host, ports: [port.port], family: port.family, routes: port.routes,
                    pace: pace)
            ]
        case .login(let login): settings.logins = [LoginSection(name: "l", target: login, pace: pace)]
        case .tls(let tls): settings.tls = [TLSSection(name: "t", target: tls, pace: pace)]
        case .cloud(let cloud):
            settings.connector.tenant = cloud.tenant
            settings.cloud = CloudSection(
                services: cloud.services, application: cloud.application, credential: cloud.credential,
                pace: pace)
        case .host: settings.hostPace = pace
        case .trust(let trust): settings.trusts = [TrustSection(name: nil, target: trust, pace: pace)]
        case nil: break
        }
        return settings
    }
}

/// The engine with stand-ins for all that carries out its effects.
private struct Life {
    private(set) var entries: [JournalEntry] = []
    private var engine: Engine
    private var now = Timestamp(uptime: .zero, date: EngineRun.date)
    private var probesInFlight: [ProbeID] = []
    private var journalIsAbsent = false

    init(_ run: EngineRun) {
        let environment = EngineEnvironment(
            configurationPath: "/etc/connector-watch/connector-watch.conf",
            statePath: "/var/lib/connector-watch/state.json")
        engine = Engine(settings: run.settings, environment: environment, saved: nil, at: now)
        carryOut(engine.start(stateFailure: run.stateFailure, at: now))
    }

    mutating func live(_ run: EngineRun) {
        for observation in run.observations {
            pass(.seconds(120))
            for id in probesInFlight { take(.answered(id, observation)) }
            probesInFlight = []
        }
        journalIsAbsent = run.journalIsAbsent
        for event in run.notification { take(event) }
        journalIsAbsent = false
        pass(.seconds(120))
    }

    /// The host is suspended so long; within an interval after it every check is being probed.
    private mutating func pass(_ time: Duration) {
        for step in [time] + Array(repeating: .seconds(1), count: 40) {
            now.uptime += step
            now.date += Double(step.components.seconds)
            take(.woke)
        }
    }

    private mutating func take(_ event: Event) {
        carryOut(engine.take(event, at: now))
    }

    private mutating func carryOut(_ effects: [Effect]) {
        var waiting = effects[...]
        while let effect = waiting.popFirst() {
            switch effect {
            case .probe(let id, _, _): probesInFlight.append(id)
            case .send(let entry, _):
                if !journalIsAbsent { entries.append(entry) }
                waiting += engine.take(.journal(journalIsAbsent ? .absent : .delivered), at: now)
            case .save: waiting += engine.take(.saved(failure: nil), at: now)
            case .publish(_, let place): waiting += engine.take(.published(place, failure: nil), at: now)
            case .lookUp: waiting += engine.take(.lookedUp([]), at: now)
            case .wake, .cancelProbe, .deliver, .cancelDelivery, .print, .notify, .readConfiguration,
                .readSilences, .watch, .withdraw, .finish:
                break
            }
        }
    }
}
