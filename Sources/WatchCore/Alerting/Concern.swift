/// What a tracker is about: a check, or a part of the daemon itself.
struct Concern: Sendable {
    var name: CheckName
    var target: String
    var pace: Pace
}

extension Check {
    var concern: Concern { Concern(name: name, target: target.text, pace: pace) }
}
