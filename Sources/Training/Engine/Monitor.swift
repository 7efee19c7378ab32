import Foundation

/// A value that threads share: one at a time has it, and a thread can wait for it to become what it needs. (A `Mutex` guards a value,
/// too, but nobody can wait at one.)
///
/// Unchecked, because the compiler cannot see that `value` is touched only by whoever holds `condition`. It is private, and the
/// functions here hold it.
final class Monitor<Value: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private var value: Value

    init(_ value: Value) { self.value = value }

    /// Reads or changes the value; nobody who waits hears of it.
    func withLock<Result>(_ body: (inout Value) -> Result) -> Result { condition.withLock { body(&value) } }

    /// Changes the value, and wakes those who wait.
    func update(_ body: (inout Value) -> Void) {
        condition.withLock { body(&value) }
        condition.broadcast()
    }

    /// Waits until the value is ready, or for a moment in time.
    /// - Returns: false if it is not ready, and it was the moment that came.
    func wait(until limit: Date?, for isReady: (Value) -> Bool) -> Bool {
        condition.withLock {
            while !isReady(value) {
                if let limit {
                    if !condition.wait(until: limit) { return isReady(value) }
                } else {
                    condition.wait()
                }
            }
            return true
        }
    }
}
