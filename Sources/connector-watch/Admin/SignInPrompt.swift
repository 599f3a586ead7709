internal import Cloud
internal import FoundationEssentials
internal import Glibc
internal import SystemdHost
internal import WatchCore

/// Tells whoever runs the command where to sign in, on standard error.
final class SignInPrompt {
    private let authority: String
    /// Whole sentences about what the authority's answer showed.
    private(set) var remarks: [String] = []

    init(authority: String) {
        self.authority = authority
    }

    func show(_ prompt: AdministratorQuery.Prompt) {
        for line in Self.lines(prompt, terminal: TerminalTraits(of: STDERR_FILENO)) {
            Terminal.complain(line)
        }
        compareClocks(prompt.date)
    }

    func showProgress(_ left: Duration) {
        let seconds = left.components.seconds
        Terminal.progress("Waiting for the sign-in; \(Duration.seconds(seconds).text) left ")
    }

    /// - Parameters:
    ///   - prompt: what is told.
    ///   - terminal: where it is shown, or `nil` if that is no terminal.
    /// - Returns: the lines, with a QR code only on a terminal that has room for it.
    static func lines(_ prompt: AdministratorQuery.Prompt, terminal: TerminalTraits?) -> [String] {
        let page = prompt.completePage ?? prompt.page
        let code: [String] =
            if let terminal, Terminal.isUnicode, let code = QRCode(page.text), code.width <= terminal.columns
            {
                code.lines + [""]
            } else {
                []
            }
        return [
            "To sign in, open this page on any device, and enter the code:", "",
            "    \(PlainText.escaped(prompt.page.text))", "    \(PlainText.escaped(prompt.code))", "",
        ] + code + [
            "The code is valid for \(prompt.lifetime.text). Only that page asks for a password.", "",
        ]
    }

    private func compareClocks(_ date: Date?) {
        guard let date else { return }
        let now = HostClock.now().date
        let offset = Duration.seconds(Int64(now.timeIntervalSince(date)))
        guard offset.magnitude > ClockMeasurement.tolerance else { return }
        remarks.append(
            "This host's clock is \(offset.clockText)\(offset < .zero ? "" : " of") that of \(authority); compare it "
                + "(timedatectl): certificates and tokens depend on it.")
    }
}
