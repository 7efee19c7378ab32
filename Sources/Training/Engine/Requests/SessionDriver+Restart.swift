import Basics
import Inspection

extension SessionDriver {
    /// Begins anew.
    /// - Throws: what building a session throws.
    func perform(_ restart: Restart) throws {
        switch restart {
        case .again(let newSeed): try self.restart(seed: newSeed ? session.seed &+ 1 : session.seed)
        case .seed(let seed): try self.restart(seed: seed)
        case .setting(let key, let value): self.restart(setting: key, to: value)
        case .scenario(let name): self.restart(scenario: name)
        case .addSample(let sample):
            notice = try session.data.adding(sample).map(trainAnew) ?? "this data cannot be added to"
        case .removeAddedSample: notice = try session.data.removingLastAdded().map(trainAnew) ?? "no point has been added"
        }
    }

    /// Begins anew with one setting changed; what does not work is said, and the session goes on.
    func restart(setting key: String, to value: String) {
        stopAtVisibleMoment()
        do {
            var scenario = try session.scenario.setting(key, to: value)
            // Another network has other weights.
            if key == "network" { scenario.weights = nil }
            if Self.settingsOfData.contains(key) { return try restart(setting: key, to: value, scenario, lossOfRestart) }
            let seed = key == "seed" ? scenario.seed : session.seed
            // The data stays, and so does the seed that it was computed with.
            scenario.seed = session.scenario.seed
            let plan = try SessionPlan(
                scenario, data: session.data, seed: seed,
                model: key == "network" ? nil : session.model, history: history)
            let loss = lossOfRestart
            begin(plan, keepsWatches: key != "network", pinning: key == "pin" || key == "pinned" ? nil : session.pinned)
            notice = "begun anew: \(key) \(value)" + loss
        } catch {
            notice = "\(error)"
        }
    }

    /// Begins anew with another scenario; what does not work is said, and the session goes on.
    private func restart(scenario name: String) {
        stopAtVisibleMoment()
        do {
            let scenario = try scenarioNamed(name)
            let plan = try SessionPlan(scenario, data: try dataOf(scenario), history: history)
            let loss = lossOfRestart
            // Moments that a lesson has kept are of another run now; those of a run that is done again are the same.
            if plan.training.scenario != session.scenario || plan.training.seed != session.seed { keptMoments = [:] }
            aside = nil
            begin(plan, keepsWatches: false, pinning: nil)
            grain = scenario.view.grain ?? grain
            notice = loss.isEmpty ? nil : "begun anew" + loss
        } catch { notice = "\(error)" }
    }

    /// Begins anew with the settings of a cure; what does not work is said, and the session goes on.
    func restart(with cure: Cure) {
        stopAtVisibleMoment()
        do {
            var scenario = try session.scenario.applying(cure)
            let seed = cure.settings["seed"] == nil ? session.seed : scenario.seed
            scenario.seed = session.scenario.seed
            let plan = try SessionPlan(
                scenario, data: session.data, seed: seed, model: cure.settings["network"] == nil ? session.model : nil,
                history: history)
            let loss = lossOfRestart
            begin(plan, keepsWatches: cure.settings["network"] == nil, pinning: session.pinned)
            notice =
                "begun anew: " + cure.settings.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
                + loss
        } catch { notice = "\(error)" }
    }

    private func restart(seed: UInt64) throws {
        isRunning = false
        let plan = try SessionPlan(session.scenario, data: session.data, seed: seed, model: session.model, history: history)
        let loss = lossOfRestart
        begin(plan, pinning: session.pinned)
        if !loss.isEmpty { notice = "begun anew" + loss }
    }

    /// The message on changes and branches that end with the session.
    private var lossOfRestart: String {
        let branches = session.branches
        let changes = branches.reduce(0) { $0 + $1.changes.count }
        guard changes > 0 else { return "" }
        func text(_ count: Int, _ one: String, _ many: String) -> String { "\(count) \(count == 1 ? one : many)" }
        let others = branches.count > 1 ? " and " + text(branches.count - 1, "branch", "branches") : ""
        return "; \(text(changes, "change", "changes"))\(others) \(changes == 1 && others.isEmpty ? "is" : "are") gone"
    }
}
