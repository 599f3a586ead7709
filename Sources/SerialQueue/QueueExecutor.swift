package import Dispatch

/// Runs actors, and the tasks that prefer it, on one serial Dispatch queue, so that the handlers of that queue's sources
/// are inside its actors.
///
/// A task that prefers it runs nothing elsewhere but what other actors with a queue of their own do, and starts its
/// children there. From one actor of this executor to another, it goes on at once.
package final class QueueExecutor: SerialExecutor, TaskExecutor {
    package let queue: DispatchQueue

    package init(label: String) {
        queue = DispatchQueue(label: label)
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let (actor, task) = (asUnownedSerialExecutor(), asUnownedTaskExecutor())
        queue.async { @Sendable in job.runSynchronously(isolatedTo: actor, taskExecutor: task) }
    }

    /// What `assumeIsolated` asks in a handler that no job runs.
    package func checkIsolated() {
        dispatchPrecondition(condition: .onQueue(queue))
    }
}
