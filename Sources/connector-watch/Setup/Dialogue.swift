internal import Glibc
internal import SystemdHost

/// Questions to a person at a terminal.
struct Dialogue {
    /// Whether there is somebody to ask.
    static var isPossible: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

    /// Asks until the answer is a good one; an empty answer takes `proposal`, the end of the input too.
    ///
    /// `complaint` says in a sentence what is wrong with an answer; `nil`: nothing.
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

    /// Asks for a yes or no.
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
