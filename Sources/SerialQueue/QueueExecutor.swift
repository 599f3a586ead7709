package import Dispatch

/// Runs an actor on one serial Dispatch queue, so that the handlers of that queue's sources are inside the actor.
package final class QueueExecutor: SerialExecutor {
    package let queue: DispatchQueue

    package init(label: String) {
        queue = DispatchQueue(label: label)
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = asUnownedSerialExecutor()
        queue.async { @Sendable in job.runSynchronously(on: executor) }
    }

    /// What `assumeIsolated` asks in a handler that no job runs.
    package func checkIsolated() {
        dispatchPrecondition(condition: .onQueue(queue))
    }
}
