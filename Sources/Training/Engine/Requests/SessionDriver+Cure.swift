import Inspection
import NeuralNetwork

extension SessionDriver {
    /// Begins to try cures; nil where there is nothing to try, which is said.
    func begin(_ request: CureRequest) -> (any LongTask)? {
        guard request == .tryAll else { return nil }
        standBetweenIterations()
        notice = nil
        do {
            if let task = try CureTask(session) { return task }
            notice = "nothing has been found that a setting cures"
        } catch { notice = "\(error)" }
        return nil
    }

    /// Makes a cure a change from now on, or begins anew with it.
    func perform(_ request: CureRequest) throws {
        guard case .take(let cure) = request else { return }
        cures = nil
        if cure.isChange {
            if let text = cure.settings["optimizer"] { perform(.optimizer(try OptimizerSpec(parsing: text))) }
            if let rate = cure.settings["learningRate"].flatMap(Double.init) { perform(.rate(rate)) }
            return
        }
        restart(with: cure)
    }
}
