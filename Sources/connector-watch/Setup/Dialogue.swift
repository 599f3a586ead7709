internal import Glibc
internal import SystemdHost

/// Asks the user at a terminal.
struct Dialogue {
    /// Whether there is a user to ask.
    static var isPossible: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

    /// Asks until the answer is valid.
    ///
    /// - Parameters:
    ///   - question: without a question mark or colon.
    ///   - proposal: the answer for an empty line and for the end of the input.
    ///   - complaint: a sentence about what is wrong with an answer, or `nil` if it is valid.
    /// - Returns: A valid answer, or the proposal at the end of the input.
    func ask(_ question: String, proposal: String, complaint: (String) -> String?) -> String {
        while true {
            let shown = proposal.isEmpty ? "" : " [\(PlainText.escaped(proposal))]"
            Terminal.say("\(question)\(shown): ", terminator: "")
            guard let line = readLine() else {
                Terminal.say("")
                return proposal
            }
            let answer =
                line.split(separator: " ", omittingEmptySubsequences: true).isEmpty ? proposal : trimmed(line)
            guard let complaint = complaint(answer) else { return answer }
            Terminal.say("  \(complaint)")
        }
    }

    /// Asks a yes-or-no question.
    func confirm(_ question: String) -> Bool {
        let answer = ask("\(question) (yes or no)", proposal: "yes") { answer in
            ["yes", "y", "no", "n"].contains(answer.lowercased()) ? nil : "Please answer yes or no."
        }
        return answer.lowercased().hasPrefix("y")
    }

    private func trimmed(_ line: String) -> String {
        String(line.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
