import Datasets
import NeuralNetwork

/// Requests by what a person does, so that whoever sends one need not name its family.
extension Request {
    /// So many steps of a layer or longer; ``WalkStep`` has the shorter ones.
    public static func step(_ grain: Grain, count: Int, _ direction: Direction) -> Request {
        .seek(.step(grain, count: count, direction))
    }
    /// A seek to the end of an iteration, by the number of iterations done there; 0 is the beginning.
    public static func goTo(iterations: Int) -> Request { .seek(.iterations(iterations)) }
    /// A seek to the farthest moment that the branch in view has reached.
    public static var goToNewest: Request { .seek(.newest) }
    /// A seek to the moment at which the first NaN or infinity appeared.
    public static var goToNonFinite: Request { .seek(.nonFinite) }
    /// A seek of so many hundredths of the known run onward; negative: back.
    public static func scrub(hundredths: Int) -> Request { .seek(.scrub(hundredths: hundredths)) }
    /// A seek to the iteration under a pointer that is being dragged: intermediate ones are no visits to come back to.
    public static func scrubTo(iterations: Int) -> Request { .seek(.drag(iterations: iterations)) }
    /// A seek back to before the latest change by hand, on the branch that it left.
    public static var undo: Request { .seek(.undo) }
    /// A seek onto the branch with the change that was last undone.
    public static var redo: Request { .seek(.redo) }
    /// A seek onto another branch, as far as it goes at the iteration in view.
    public static func goToBranch(_ id: Int) -> Request { .seek(.branch(id)) }
    /// A seek to a mark, on its branch.
    public static func goToMark(_ letter: Unicode.Scalar) -> Request { .seek(.mark(letter)) }
    /// A seek to the position from which the latest seek began, and onward again: the jump list of editors.
    public static func goToVisited(_ direction: Direction) -> Request { .seek(.visited(direction)) }
    /// A seek to the next moment at which a breakpoint is hit, or back to the one before.
    public static func continueToBreakpoint(_ direction: Direction) -> Request { .search(direction) }
    /// Runs, or pauses a run.
    public static var toggleRun: Request { .run(.toggle) }
    /// Pauses a run; does nothing where none goes on.
    public static var pause: Request { .run(.pause) }
    /// The length of a step from now on.
    public static func setGrain(_ grain: Grain) -> Request { .run(.grain(grain)) }
    /// The speed of a run from now on, whether it goes on or not.
    public static func setSpeed(_ speed: RunSpeed) -> Request { .run(.speed(speed)) }
    /// One speed up or down the ladder of speeds.
    public static func changeSpeed(faster: Bool) -> Request { .run(.changeSpeed(faster: faster)) }
    /// A change to the next η of 1, 2, 5 in each decade, from the present iteration on.
    public static func changeLearningRate(up: Bool) -> Request { .change(.rateStep(up: up)) }
    /// η before the schedule, from the present iteration on.
    public static func setLearningRate(_ rate: Double) -> Request { .change(.rate(rate)) }
    /// One weight or bias, in the present iteration.
    public static func setParameter(_ reference: ParameterReference, _ value: Float) -> Request {
        .change(.parameter(reference, value))
    }
    /// Another optimizer from the present iteration on; state that both keep goes on.
    public static func setOptimizer(_ spec: OptimizerSpec) -> Request { .change(.optimizer(spec)) }
    /// The factor of a part of the penalty, from here on.
    public static func setPenalty(_ part: PenaltyPart, _ factor: Double) -> Request { .change(.penalty(part, factor)) }
    /// Samples in a batch, from here on.
    public static func setBatch(_ size: Int) -> Request { .change(.batch(size)) }
    /// The share of units that every dropout layer leaves out, from here on.
    public static func setDropout(_ rate: Double) -> Request { .change(.dropout(rate)) }
    /// A new watch, or a breakpoint if runs are to stop where it becomes true.
    public static func addWatch(_ expression: WatchExpression, isBreakpoint: Bool) -> Request {
        .watch(.add(expression, isBreakpoint: isBreakpoint))
    }
    /// Takes a watch or breakpoint away by its number; nil: all of them.
    public static func removeWatch(_ id: Int?) -> Request { .watch(.remove(id)) }
    /// Lets a breakpoint or watch rest, or work again, by its number.
    public static func toggleWatch(_ id: Int) -> Request { .watch(.toggle(id)) }
    /// The run from its beginning, with the same seed or the next one.
    public static func restart(newSeed: Bool) -> Request { .restart(.again(newSeed: newSeed)) }
    /// The run from its beginning with a seed of one's own.
    public static func restartWithSeed(_ seed: UInt64) -> Request { .restart(.seed(seed)) }
    /// The run from its beginning with a setting by its key in a scenario file.
    public static func restartWithSetting(_ key: String, _ value: String) -> Request { .restart(.setting(key, value)) }
    /// A training sample by hand; the run begins anew, since batches are others.
    public static func addSample(_ sample: AddedSample) -> Request { .restart(.addSample(sample)) }
    /// Takes the sample away that was added last; the run begins anew.
    public static var removeAddedSample: Request { .restart(.removeAddedSample) }
    /// A name for a branch by its number.
    public static func renameBranch(_ id: Int, _ name: String) -> Request { .note(.branchName(id, name)) }
    /// The position in view under a letter, to come back to.
    public static func setMark(_ letter: Unicode.Scalar) -> Request { .note(.mark(letter)) }
    /// The session into a file under a name; nil: the one it has.
    public static func writeSession(_ name: String?) -> Request { .write(.session(name)) }
    /// The numbers of all iterations into a file.
    public static func writeMetrics(_ path: String, _ format: MetricsFormat) -> Request { .write(.metrics(path, format)) }
    /// Writes the parameters of the moment in view.
    public static func writeModel(_ path: String) -> Request { .write(.model(path)) }
}
