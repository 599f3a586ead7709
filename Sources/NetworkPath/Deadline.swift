/// Runs something in a task of its own, and tells it to end when its time is over, or the caller's task is told to.
///
/// - Parameters:
///   - limit: how long it may take.
///   - body: what ends soon once its task is cancelled.
/// - Returns: what it returns, in any case.
package func withDeadline<Value: Sendable>(
    _ limit: Duration, _ body: @escaping @Sendable () async -> Value
) async -> Value {
    let task = Task.detached { await body() }
    let deadline = Task {
        try await Task.sleep(for: limit)
        task.cancel()
    }
    defer { deadline.cancel() }
    return await withTaskCancellationHandler {
        await task.value
    } onCancel: {
        task.cancel()
    }
}
