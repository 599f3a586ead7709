/// What a tracker is about: a check, or a part of the daemon itself.
struct AlertSource: Sendable {
    var name: CheckName
    var target: String
    var pace: Pace
}

extension Check {
    var source: AlertSource { AlertSource(name: name, target: target.text, pace: pace) }
}
