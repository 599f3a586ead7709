internal import ArgumentParser
internal import Delivery
internal import FoundationEssentials
internal import SystemdHost
internal import WatchCore

/// `connector-watch notify --test NAME`: tries a receiver.
struct NotifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notify", abstract: "Send a test to a receiver of alerts, and show its answer.",
        usage: "connector-watch notify --test <name> [<options>]",
        discussion: """
            The test says of itself that it is one. It is sent once, now and by this command: nothing waits for the receiver, and \
            no alert is raised if it fails. An Alertmanager resolves it after five minutes.

            Credentials are those of this command, not of the service; see systemd-run(1) and its property LoadCredential=.

            Exits with 0 if every receiver of this name took it, 2 if one did not, and 3 if nothing could be tried.
            """)

    @OptionGroup var options: ConfigurationOptions

    @Option(
        help: ArgumentHelp(
            "The NAME of a [Webhook NAME], or \"alertmanager\" for every member.", valueName: "name"),
        completion: .custom { @Sendable _, _, _ in ReceiverNames.known })
    var test: String

    /// One of the receivers did not take it.
    private static let failed: Int32 = 2

    func run() async throws {
        let settings = try options.settings()
        let receivers = settings.receivers.filter { $0.testName == test }
        guard !receivers.isEmpty else { throw unknown(among: settings.receivers) }
        let attempt = try TestAttempt()
        var isTaken = true
        for receiver in receivers {
            let result = await attempt.run(receiver, of: settings.connector.name, at: HostClock.now().date)
            if result.answer.outcome != .taken { isTaken = false }
            _ = try Terminal.put(
                NotifyText(receiver: receiver, result: result).text, orExit: CommandFailure.status)
        }
        if !isTaken { throw ExitCode(Self.failed) }
    }

    private func unknown(among receivers: [Receiver]) -> CommandFailure {
        let names = Array(Set(receivers.map(\.testName))).sorted()
        let hint =
            EditDistance.nearest(to: test, among: names).map { "did you mean \"\($0)\"?" }
            ?? (names.isEmpty
                ? "the configuration has none; see [Alertmanager] and [Webhook NAME] in connector-watch.conf(5)."
                : "there are: \(names.joined(separator: ", ")).")
        return CommandFailure(["Unknown receiver \"\(test)\"; \(hint)"])
    }
}

extension Receiver {
    /// As --test takes it.
    fileprivate var testName: String {
        switch kind {
        case .alertmanager: "alertmanager"
        case .webhook: String(name.text.drop { $0 != " " }.dropFirst())
        }
    }
}

/// The names of this host's receivers, for completion in a shell.
enum ReceiverNames {
    /// Empty if the configuration is invalid: a completion never complains.
    static var known: [String] {
        guard case .success(let configuration) = ConfigurationFiles(main: nil).read().configuration() else {
            return []
        }
        return Array(Set(configuration.settings.receivers.map(\.testName))).sorted()
    }
}
