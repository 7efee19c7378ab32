import Datasets
import Inspection
import NeuralNetwork

/// All that it takes to compute a landscape away from the session: values, so that another thread can.
struct LandscapeOrder: Sendable {
    /// The moment, and what is asked of it.
    struct Key: Hashable, Sendable {
        /// Run that it is of.
        var scenario: Scenario
        var seed: UInt64
        var trainCount: Int
        /// Changes on the way.
        var log: InterventionLog
        /// Iteration that the state is before.
        var iteration: Int
        var choice: LandscapeChoice

        /// Whether a landscape of another moment is of the same run and the same choice: better than none while there is no newer one.
        func isLike(_ other: Key) -> Bool {
            scenario == other.scenario && seed == other.seed && trainCount == other.trainCount && choice == other.choice
        }
    }

    let key: Key
    let data: DatasetPair
    let model: ModelFile?
    let state: TrainingState
    /// States on the way that are kept, the earliest first.
    let path: [[Float]]
    /// Two weights by their places, and their names; nil of other directions.
    let weights: (across: (offset: Int, name: String), up: (offset: Int, name: String))?
}
