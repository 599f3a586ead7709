#!/bin/bash
# Swift 6.3.1 on Linux: an actor with an executor of its own lets others in where it calls itself.
#
# One would guess that an actor which calls an asynchronous function of its own goes on at once, as default actors do:
# what it looked at before the call is still so when the called function begins. It depends on how the executor runs
# its jobs. One that is both a serial and a task executor has two ways, and each of them is wrong for half of the tasks:
#
#   runSynchronously(isolatedTo:taskExecutor:)  a task that prefers no executor is queued anew at each such call, and
#                                               once more at its return;
#   runSynchronously(on:)                       a task that prefers this executor is.
#
# Whatever else the queue holds comes in between. An actor that looks whether something is in flight and then calls
# a function of its own to wait for its end may so wait for what has ended meanwhile.
#
# Seen with Swift 6.3.1, jobs for one call from outside that calls an empty function of the same actor 100 times:
#
#   isolatedTo and taskExecutor: 201 without a preference, 2 with it
#   on: 1 without a preference, 203 with it
#
# Needs Swift on PATH; nothing outside the folder changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >main.swift <<'SWIFT'
import Dispatch
import Synchronization

final class Executor: SerialExecutor, TaskExecutor {
    private let queue = DispatchQueue(label: "executor")
    private let isBoth: Bool
    let jobs = Atomic(0)

    init(isBoth: Bool) { self.isBoth = isBoth }

    func enqueue(_ job: consuming ExecutorJob) {
        jobs.add(1, ordering: .relaxed)
        let job = UnownedJob(job)
        let (actor, task): (UnownedSerialExecutor, UnownedTaskExecutor) =
            (asUnownedSerialExecutor(), asUnownedTaskExecutor())
        queue.async { [isBoth] in
            if isBoth { job.runSynchronously(isolatedTo: actor, taskExecutor: task) } else { job.runSynchronously(on: actor) }
        }
    }
}

actor Caller {
    private let executor: Executor
    private var count = 0

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(_ executor: Executor) { self.executor = executor }

    func callItself() async { for _ in 0..<100 { await step() } }

    private func step() async { count += 1 }
}

for isBoth in [true, false] {
    let (plain, preferred) = (Executor(isBoth: isBoth), Executor(isBoth: isBoth))
    await Caller(plain).callItself()
    await Task(executorPreference: preferred) { await Caller(preferred).callItself() }.value
    let counts = (plain.jobs.load(ordering: .relaxed), preferred.jobs.load(ordering: .relaxed))
    print("\(isBoth ? "isolatedTo and taskExecutor" : "on"): \(counts.0) without a preference, \(counts.1) with it")
}
SWIFT
swiftc -swift-version 6 main.swift -o main
./main | tee output
diff output - <<'OUTPUT' || { echo "It behaves otherwise now." >&2; exit 1; }
isolatedTo and taskExecutor: 201 without a preference, 2 with it
on: 1 without a preference, 203 with it
OUTPUT
