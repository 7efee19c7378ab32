import Basics
import Datasets
import Inspection

extension SessionDriver {
    /// The run with a sample more or less: the same scenario with the same changes on more data, from the beginning to the
    /// iteration in view.
    ///
    /// A run is a function of its data; to go on with other data from here on would be a run that nothing could reproduce.
    /// - Returns: what has been done, in words.
    func trainAnew(on data: DatasetPair) throws -> String {
        let plan = try SessionPlan(
            session.scenario, data: data, seed: session.seed, model: session.model,
            history: history)
        let old = session.record(withDigest: false)
        let (log, undoSteps, iterations) = (session.log, session.undoSteps, session.completedIterations)
        let perIteration = Double(session.status.parameterCount) * Double(session.scenario.batch)
        begin(plan, pinning: nil)
        // A file that has been written does not know the sample.
        defer { (savedRevision, keptRevision) = (-1, -1) }
        let count = "trained anew on \(data.train.count) samples"
        let total = old.branches.reduce(0) { $0 + $1.newest }
        if total <= Self.affordableIterations, Double(total) * perIteration < Self.affordableCost,
            (try? session.replay(old, source: "this run")) != nil
        {
            session.undoSteps = undoSteps
            return count + ", as far as it was"
        }
        // Branches take too long to be trained again: the one in view stays, with its changes.
        session.begin(pinning: old.pinned)
        session.apply(log)
        let gone = old.branches.count - 1
        let loss = gone > 0 ? "; \(gone) \(gone == 1 ? "branch is" : "branches are") gone" : ""
        guard Double(iterations) * perIteration < Self.affordableCost else { return count + loss + "; Space runs" }
        session.move(to: session.machine.end(ofIteration: iterations - 1))
        return count + ", as far as it was" + loss
    }

    /// Settings that decide on the data.
    static let settingsOfData: Set<String> = ["data", "trainCount", "noise", "split", "target", "table", "scale"]

    /// Begins anew on other data. Points that have been added stay where only noise or split are others; a network or loss that
    /// other data does not fit gives way to the usual one.
    /// - Parameter loss: what to say of what is lost by it.
    func restart(setting key: String, to value: String, _ scenario: Scenario, _ loss: String) throws {
        var scenario = scenario
        // With another target, network and loss may fit no more.
        let isOther = ["data", "target", "table"].contains(key)
        if isOther { (scenario.pin, scenario.summary) = (nil, "") }
        if key == "data" {
            // Findings about the other data say nothing of this.
            (scenario.testData, scenario.noise, scenario.split, scenario.trainCount) = (nil, nil, nil, nil)
            (scenario.target, scenario.table, scenario.scale) = (nil, TableOptions(), nil)
            (scenario.samples, scenario.weights) = (nil, nil)
        }
        var data = try dataOf(scenario)
        if key == "noise", data.noise == nil || data.noise != scenario.noise {
            throw InputError("noise", expected: "computed data such as moons", found: data.train.name)
        }
        if key == "noise" || key == "split" { for sample in session.data.added { data = data.adding(sample) ?? data } }
        var news = ""
        let plan: SessionPlan
        switch Result(catching: {
            try SessionPlan(scenario, data: data, seed: session.seed, model: session.model, history: history)
        }) {
        case .success(let fitting) where !isOther || fitting.hasOutputForEachClass: plan = fitting
        case .failure(let error) where !isOther: throw error
        default:
            scenario = scenario.suited(to: data)
            plan = try SessionPlan(scenario, data: data, seed: session.seed, history: history)
            news = ", network \(scenario.network), loss \(scenario.loss)"
        }
        begin(plan, keepsWatches: !isOther, pinning: nil)
        notice = "begun anew: \(key) \(value)" + news + loss
    }

    /// Multiplications, about, that are done again while somebody waits.
    private static let affordableCost = 3e8
    /// Iterations of all branches together, each of which takes its time in the smallest network, too.
    private static let affordableIterations = 20_000
}
