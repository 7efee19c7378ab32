import Basics
import Datasets
import Inspection
import NeuralNetwork

/// A session as something to write down: the scenario, every change on every branch, and where the person was. Replaying it gives
/// the same bits, so nothing else has to be kept.
public struct SessionRecord: Hashable, Sendable {
    /// A change as it is written: of the optimizer by its text, of a parameter by its tensor's name.
    public enum RecordedChange: Hashable, Sendable {
        case learningRate(Double)
        case optimizer(String)
        case penalty(String)
        case batch(Int)
        case dropout(Double)
        case parameter(ParameterReference, Float)
    }

    /// A change, and the iteration that begins with it.
    public struct Entry: Hashable, Sendable {
        /// The iteration, from 0.
        public var iteration: Int
        /// The change.
        public var recorded: RecordedChange
    }

    /// A branch as the file has it.
    public struct Branch: Hashable, Sendable {
        /// The name that it is called by.
        public var name: String
        /// The branch that it was forked from; nil of the first.
        public var parent: String?
        /// The first iteration that differs from the parent's.
        public var fork: Int
        /// Completed iterations at its farthest moment.
        public var newest: Int
        /// All of them, also those that it shares with others.
        public var changes: [Entry]
    }

    /// A letter given to a moment.
    public struct Mark: Hashable, Sendable {
        /// The letter.
        public var letter: Unicode.Scalar
        /// The branch that the moment is on.
        public var branch: String
        /// The moment itself.
        public var position: Position
    }

    /// The settings that the run began with.
    public var scenario: Scenario
    /// The seed of the run; a restart may have changed the scenario's.
    public var seed: UInt64
    /// Samples trained on, where their number was given.
    public var trainCount: Int?
    /// The safetensors file that the parameters began with.
    public var model: String?
    /// Samples that the person has added to the training data.
    public var added: [AddedSample] = []
    /// The pinned sample.
    public var pinned: SampleReference
    /// Every branch, the first one first.
    public var branches: [Branch]
    /// The name of the branch in view.
    public var present: String
    /// The position in view.
    public var position: Position
    /// Every mark.
    public var marks: [Mark]
    /// SHA-256 of all parameters at the position.
    public var digest: String?
}
