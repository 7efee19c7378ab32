import Synchronization

/// ncurses and the signal handlers are the process's, so only one screen can be open in it.
enum OneScreen {
    private static let isTaken = Atomic(false)

    static func claim() -> Bool {
        isTaken.compareExchange(expected: false, desired: true, ordering: .acquiringAndReleasing).exchanged
    }
    static func release() { isTaken.store(false, ordering: .releasing) }
}
