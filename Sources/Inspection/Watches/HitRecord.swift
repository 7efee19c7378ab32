/// Where a breakpoint has been hit: the latest hits seen, in the order of their iterations.
package struct HitRecord {
    /// More than can be told apart on a screen.
    package static let capacity = 4096

    /// Iterations done at each hit.
    package private(set) var iterations: [Int] = []

    /// Adds what is not there yet; of too many the earliest is forgotten.
    package mutating func add(_ iteration: Int) {
        var place = iterations.count
        while place > 0, iterations[place - 1] > iteration { place -= 1 }
        if place > 0, iterations[place - 1] == iteration { return }
        iterations.insert(iteration, at: place)
        if iterations.count > Self.capacity { iterations.removeFirst() }
    }

    /// Forgets what a changed future has not seen.
    package mutating func truncate(after iteration: Int) {
        while let last = iterations.last, last > iteration { iterations.removeLast() }
    }
}
