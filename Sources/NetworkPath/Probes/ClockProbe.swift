internal import FoundationEssentials
internal import WatchCore

/// Asks a server what time it is; the answer is `nil` if it does not say.
struct ClockProbe: PathProbe {
    let source: ClockSource

    func run(with tools: ProbeContext) async -> ClockReading? {
        var recorder = PathRecorder(through: source.proxy, with: tools)
        let host = source.port == 80 ? bracketed(source.host) : hostAndPort(source.host, source.port)
        do {
            let socket = try await recorder.open(to: source.host, source.port, .any)
            let fields = ["Cache-Control: no-cache", "Connection: close"]
            let answer = try await tools.askForHead(request("HEAD", "/", host, fields), over: socket)
            let ours = Date()
            return answer.head.theirTime.map {
                ClockReading(source: hostAndPort(source.host, source.port), theirs: $0, ours: ours)
            }
        } catch {
            return nil
        }
    }
}

extension ResponseHead {
    /// The server's time when it sent this head.
    ///
    /// An answer out of a cache says when the origin made it, and how long ago that was (RFC 9111 section 4.2.3).
    fileprivate var theirTime: Date? {
        guard let date, let made = Date(httpDate: date) else { return nil }
        return made.addingTimeInterval(Double(age.flatMap { UInt32($0) } ?? 0))
    }
}
