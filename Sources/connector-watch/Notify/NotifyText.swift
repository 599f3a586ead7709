internal import Delivery
internal import NetworkPath
internal import SystemdHost
internal import WatchCore

/// How a test went, for people.
struct NotifyText {
    let receiver: Receiver
    let result: Deliverer.Result

    var text: String {
        let verdict =
            switch result.answer.outcome {
            case .taken: "took the test"
            case .refused(let clause, _), .failed(let clause, _): "did not take the test: it \(clause)"
            }
        var lines = ["\(receiver.name.text) (\(receiver.shownPlace)) \(verdict)."]
        if let reply = result.reply {
            lines.append("  " + reply.statusLine)
            if let retryAfter = reply.retryAfter { lines.append("  Retry-After: \(retryAfter)") }
            if let location = reply.location { lines.append("  Location: \(location)") }
            let words = reply.body.split { $0.isWhitespace }.joined(separator: " ")
            if !words.isEmpty { lines.append("  " + words.prefix(400)) }
        }
        return lines.map { PlainText.escaped($0) + "\n" }.joined()
    }
}
