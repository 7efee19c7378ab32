import Datasets
import NeuralNetwork

/// What can be asked of a session from outside: by a key, a script, or a test.
public enum Request: Hashable, Sendable {
    case step(Grain, count: Int, Direction)
    /// Steps of a term or a neuron, reckoned from what is selected.
    case walk(RevealStep)
    /// Starts or pauses running.
    case toggleRun
    case pause
    /// The grain in which running at less than full speed proceeds.
    case setGrain(Grain)
    case setSpeed(RunSpeed)
    /// To the next rung of the ladder of speeds.
    case changeSpeed(faster: Bool)
    /// To the next of 1, 2, 5 in each decade, from now on.
    case changeLearningRate(up: Bool)
    /// η, from now on.
    case setLearningRate(Double)
    /// So many iterations done.
    case goTo(iterations: Int)
    /// As far as this run has ever been.
    case goToNewest
    /// So many hundredths of the run forward, or back; at least an iteration.
    case scrub(hundredths: Int)
    /// On the way to somewhere by drag: no place to come back to.
    case scrubTo(iterations: Int)
    /// A weight or bias, from now on.
    case setParameter(ParameterReference, Float)
    /// The optimizer and its settings, from now on.
    case setOptimizer(OptimizerSpec)
    /// Takes the last change back, or makes it again.
    case undo
    case redo
    /// Another branch, at the same iteration as far as it has been.
    case goToBranch(Int)
    /// From the beginning, with one setting of the scenario changed: its key and value as in a scenario file.
    case restartWithSetting(String, String)
    case renameBranch(Int, String)
    /// Writes the session under a name; nil: the one it has.
    case writeSession(String?)
    /// Writes the numbers of all iterations into a file.
    case writeMetrics(String, MetricsFormat)
    /// Gives this moment a letter; goes to the one that has it.
    case setMark(Unicode.Scalar)
    case goToMark(Unicode.Scalar)
    /// Through the moments at which long ways began.
    case goToVisited(Direction)
    /// From the beginning: with the same seed, or with the next.
    case restart(newSeed: Bool)
    /// From the beginning, with this seed.
    case restartWithSeed(UInt64)
    /// A breakpoint, or only a number to be shown.
    case addWatch(WatchExpression, isBreakpoint: Bool)
    /// By its number; nil: all.
    case removeWatch(Int?)
    /// To where the first NaN or infinity appeared.
    case goToNonFinite
    /// Lets a breakpoint or watch rest, or work again.
    case toggleWatch(Int)
    /// Runs until a breakpoint is hit; or goes back to where one was hit last.
    case continueToBreakpoint(Direction)
    /// Compares with another scenario; nil: no longer.
    case compare(String?)
    /// One more sample to train on.
    case addSample(AddedSample)
    /// Without the one that was added last.
    case removeAddedSample
    /// Another held-out sample: of the same class, or of the next class.
    case pin(PinChoice)

    /// True if it puts an end to a long way that is being gone. Steps do not: each is made whole, however fast they come.
    package var endsLongWay: Bool {
        switch self {
        case .toggleRun, .pause, .goTo, .scrub, .scrubTo, .undo, .redo, .goToBranch, .goToMark, .goToVisited, .restart,
            .restartWithSeed,
            .restartWithSetting:
            true
        case .step, .walk, .setGrain, .setSpeed, .changeSpeed, .changeLearningRate, .setLearningRate, .setParameter,
            .setOptimizer, .renameBranch, .setMark, .writeSession, .writeMetrics,
            .goToNewest, .pin, .compare, .addSample, .removeAddedSample:
            false
        case .addWatch, .removeWatch, .toggleWatch, .continueToBreakpoint, .goToNonFinite: false
        }
    }

    public enum PinChoice: Hashable, Sendable {
        case nextOfClass, previousOfClass, nextClass
        /// The most typical sample of a class.
        case ofClass(Int)
        /// A sample by its index in the held-out set.
        case heldOut(Int)
    }
}
