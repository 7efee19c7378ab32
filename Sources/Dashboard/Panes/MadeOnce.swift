import Synchronization

/// A value that is made when it is first asked for, and kept.
final class MadeOnce: Sendable {
    /// A value in a box, since it may be nothing, which is not the same as not being there.
    private struct Kept: Sendable { let value: any Sendable }

    private let kept = Mutex<Kept?>(nil)

    /// The value kept, or the one that `make` makes.
    func value<Value: Sendable>(_ make: () -> Value) -> Value {
        if let kept = kept.withLock({ $0 }), let value = kept.value as? Value { return value }
        let made = make()
        kept.withLock { $0 = Kept(value: made) }
        return made
    }
}
