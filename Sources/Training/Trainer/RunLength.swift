import Datasets
import Inspection

/// Length of a run: so many epochs, so many iterations, or whichever of the two is over first.
struct RunLength: Hashable, Sendable {
    private let epochs: Int?
    private let iterations: Int?

    /// Without epochs, a number of iterations says it alone.
    init(_ scenario: Scenario) {
        iterations = scenario.stop.compactMap(\.iterations).min()
        let named = scenario.stop.compactMap(\.epochs).min()
        let own = scenario.givenEpochs != nil || named == nil && iterations == nil ? scenario.epochs : nil
        epochs = [named, own].compactMap { $0 }.min()
    }

    /// True if it is counted in epochs alone, so that batches of another size make it longer or shorter.
    var isInEpochs: Bool { iterations == nil }

    /// Iterations of so many runs of this length, one after the other.
    func iterations(in course: EpochCourse, times: Int = 1) -> Int {
        [iterations.map { $0 * times }, epochs.map { course.iterations(inEpochs: $0 * times) }].compactMap { $0 }.min() ?? 1
    }
}
