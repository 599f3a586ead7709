internal import FoundationEssentials

/// Who is told beside the journal, and what the journal says of them.
extension AlertPipeline {
    /// Sends what can be sent.
    ///
    /// - Parameters:
    ///   - standing: every alert that stands and was announced, where a round is due.
    ///   - now: both clocks.
    /// - Returns: what is to be handed over.
    mutating func advanceReceivers(_ standing: [Notification], at now: Timestamp) -> [Effect] {
        guard !delivery.receivers.isEmpty else { return [] }
        let connector = delivery.connector
        return delivery.receivers.advance(
            standing, { $0.entry(connector: connector, id: $0.incident?.id ?? "") }, at: now)
    }

    /// Ends pauses, and attempts whose time is up.
    mutating func wakeReceivers(at now: Timestamp) -> [Effect] {
        guard let time = delivery.receivers.wakesAt, now.uptime >= time else { return [] }
        let (effects, news) = delivery.receivers.wake(at: now)
        return effects + news.flatMap { tell($0, at: now) }
    }

    /// Takes what became of an attempt.
    mutating func take(_ id: DeliveryID, _ answer: DeliveryAnswer, at now: Timestamp) -> [Effect] {
        delivery.receivers.take(id, answer, at: now).map { tell($0, at: now) } ?? []
    }

    /// Goes on with what an earlier run left for receivers.
    mutating func resume(_ saved: [SavedDelivery], at now: Timestamp) -> [Effect] {
        delivery.receivers.resume(saved).flatMap { name, lost in
            lose(lost, .removed, AlertSource(daemon: name.text, target: ""), at: now)
        }
    }

    /// Tells others, or the same otherwise.
    mutating func replaceReceivers(with receivers: [Receiver], at now: Timestamp) -> [Effect] {
        let (gone, cancelled) = delivery.receivers.replace(with: receivers)
        return cancelled.map(Effect.cancelDelivery)
            + gone.flatMap { receiver, lost in
                lose(lost, .removed, receiver.source, at: now)
                    + delivery.send(trackers.end(receiver.source, at: now), at: now)
            }
    }

    private mutating func tell(_ news: Receivers.News, at now: Timestamp) -> [Effect] {
        let source = news.receiver.source
        let failure = news.failure.map { failure in
            ReceiverFailure(
                receiver: source.name, place: source.target, text: failure.text, waiting: news.waiting,
                isFinal: failure.isFinal)
        }
        var effects: [Effect] = []
        if failure != nil || trackers.isFailing(source.name) {
            effects += follow(
                failure.map(Finding.receiverFails), AlertKey(.hostDegraded), of: source, at: now)
        }
        effects += lose(news.loss.dropped, .limit(NotificationQueue.limit), source, at: now)
        effects += lose(news.loss.refused, .refused, source, at: now)
        if let difference = news.difference {
            effects += announce(.receiverClockOff(source.name, difference), of: source, at: now)
        }
        return effects
    }

    private mutating func lose(
        _ count: Int, _ cause: NotificationLoss.Cause, _ source: AlertSource, at now: Timestamp
    ) -> [Effect] {
        guard count > 0 else { return [] }
        let loss = NotificationLoss(receiver: source.name, cause: cause, count: count)
        return announce(.notificationsLost(loss), of: source, at: now)
    }
}

extension Receiver {
    /// As the daemon's own alerts name it.
    var source: AlertSource { AlertSource(daemon: name.text, target: shownPlace) }
}

extension Alerts {
    /// Every alert that stands and was announced, as it would be repeated now.
    func standing(target: (CheckName) -> String, at now: Timestamp) -> [Notification] {
        trackers.flatMap { name, events in
            events.values.compactMap { tracker in
                guard let active = tracker.active, active.isAnnounced else { return nil }
                return Notification(
                    state: .reminder, check: name, target: target(name), finding: active.finding,
                    incident: active.incident, duration: now.uptime - active.raisedAt)
            }
        }
    }
}

extension Finding {
    /// Event 1099: a receiver takes no notifications.
    static func receiverFails(_ failure: ReceiverFailure) -> Finding {
        Finding(.hostDegraded(.receiverFails(failure)), .warning, .service, nil)
    }

    /// Event 1094: so many notifications do not reach a receiver.
    static func notificationsLost(_ loss: NotificationLoss) -> Finding {
        Finding(.notificationsLost(loss), .warning, .service, nil)
    }

    /// Event 1099: a receiver's clock differs from this host's by so many seconds.
    static func receiverClockOff(_ receiver: CheckName, _ difference: Double) -> Finding {
        let by = Duration.seconds(Int(abs(difference))).text
        return hostDegraded(
            """
            The clock of \(receiver.text) is \(by) \(difference > 0 ? "ahead of" : "behind") this host's. Check the time of \
            both (timedatectl): alerts bear the time of this host, and the end of one that of the receiver.
            """)
    }
}
