/// What callbacks report, in order, for a test to wait for.
package struct Reports<Element: Sendable>: Sendable {
    private let stream: AsyncStream<Element>
    private let continuation: AsyncStream<Element>.Continuation

    package init(of type: Element.Type = Element.self) {
        (stream, continuation) = AsyncStream.makeStream(of: type)
    }

    /// Reports something.
    package func callAsFunction(_ element: Element) {
        continuation.yield(element)
    }

    /// Waits for the next report; `nil` if the task of the test ended before.
    package func next() async -> Element? {
        await stream.first { _ in true }
    }
}

/// Starts something and waits for what it answers by its callback.
///
/// - Parameter start: Gets the callback, which is to be called once.
/// - Returns: What the callback was called with.
package func answer<Answer: Sendable>(
    _ start: (@escaping @Sendable (Answer) -> Void) -> Void
) async -> Answer {
    await withCheckedContinuation { continuation in
        start { @Sendable in continuation.resume(returning: $0) }
    }
}
