import Datasets
import NeuralNetwork

/// Requests by what a person does, so that whoever sends one need not name its family.
extension Request {
    public static func step(_ grain: Grain, count: Int, _ direction: Direction) -> Request {
        .seek(.step(grain, count: count, direction))
    }
    public static func goTo(iterations: Int) -> Request { .seek(.iterations(iterations)) }
    public static var goToNewest: Request { .seek(.newest) }
    public static var goToNonFinite: Request { .seek(.nonFinite) }
    public static func scrub(hundredths: Int) -> Request { .seek(.scrub(hundredths: hundredths)) }
    public static func scrubTo(iterations: Int) -> Request { .seek(.drag(iterations: iterations)) }
    public static var undo: Request { .seek(.undo) }
    public static var redo: Request { .seek(.redo) }
    public static func goToBranch(_ id: Int) -> Request { .seek(.branch(id)) }
    public static func goToMark(_ letter: Unicode.Scalar) -> Request { .seek(.mark(letter)) }
    public static func goToVisited(_ direction: Direction) -> Request { .seek(.visited(direction)) }
    public static func continueToBreakpoint(_ direction: Direction) -> Request { .search(direction) }
    public static var toggleRun: Request { .run(.toggle) }
    public static var pause: Request { .run(.pause) }
    public static func setGrain(_ grain: Grain) -> Request { .run(.grain(grain)) }
    public static func setSpeed(_ speed: RunSpeed) -> Request { .run(.speed(speed)) }
    public static func changeSpeed(faster: Bool) -> Request { .run(.changeSpeed(faster: faster)) }
    public static func changeLearningRate(up: Bool) -> Request { .change(.rateStep(up: up)) }
    public static func setLearningRate(_ rate: Double) -> Request { .change(.rate(rate)) }
    public static func setParameter(_ reference: ParameterReference, _ value: Float) -> Request {
        .change(.parameter(reference, value))
    }
    public static func setOptimizer(_ spec: OptimizerSpec) -> Request { .change(.optimizer(spec)) }
    public static func addWatch(_ expression: WatchExpression, isBreakpoint: Bool) -> Request {
        .watch(.add(expression, isBreakpoint: isBreakpoint))
    }
    public static func removeWatch(_ id: Int?) -> Request { .watch(.remove(id)) }
    public static func toggleWatch(_ id: Int) -> Request { .watch(.toggle(id)) }
    public static func restart(newSeed: Bool) -> Request { .restart(.again(newSeed: newSeed)) }
    public static func restartWithSeed(_ seed: UInt64) -> Request { .restart(.seed(seed)) }
    public static func restartWithSetting(_ key: String, _ value: String) -> Request { .restart(.setting(key, value)) }
    public static func addSample(_ sample: AddedSample) -> Request { .restart(.addSample(sample)) }
    public static var removeAddedSample: Request { .restart(.removeAddedSample) }
    public static func renameBranch(_ id: Int, _ name: String) -> Request { .note(.branchName(id, name)) }
    public static func setMark(_ letter: Unicode.Scalar) -> Request { .note(.mark(letter)) }
    public static func writeSession(_ name: String?) -> Request { .write(.session(name)) }
    public static func writeMetrics(_ path: String, _ format: MetricsFormat) -> Request { .write(.metrics(path, format)) }
}
