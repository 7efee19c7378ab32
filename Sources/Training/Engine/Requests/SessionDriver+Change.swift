import Basics
import Inspection
import NeuralNetwork

extension SessionDriver {
    /// Changes numbers of the run from the present moment on.
    func perform(_ change: ChangeRequest) {
        switch change {
        case .rateStep(let up): setRate(RateLadder.next(session.baseLearningRate, up: up))
        case .rate(let rate): setRate(rate)
        case .parameter(let reference, let value): set(reference, value)
        case .optimizer(let spec): set(spec)
        case .penalty(let part, let factor): setPenalty(part, factor)
        case .batch(let size): setBatch(size)
        case .dropout(let rate): setDropout(rate)
        }
    }

    private func set(_ spec: OptimizerSpec) {
        stopAtVisibleMoment(keepsRunning: true)
        let branch = session.branchName
        let isChanged = session.intervene(.optimizer(spec))
        notice = isChanged ? "\(spec.text) from here on" + forkNews(from: branch) : "the optimizer is \(spec.text) already"
    }

    private func setPenalty(_ part: PenaltyPart, _ factor: Double) {
        stopAtVisibleMoment(keepsRunning: true)
        let (l1, l2) = part == .l1 ? (factor, session.penalty.l2) : (session.penalty.l1, factor)
        let branch = session.branchName
        do {
            var scenario = session.scenario
            (scenario.l1, scenario.l2) = (l1, l2)
            try scenario.validate()
            let isChanged = session.intervene(.penalty(try scenario.penalty))
            notice =
                isChanged
                ? "\(part.rawValue) \(factor) from here on" + forkNews(from: branch) : "\(part.rawValue) is \(factor) already"
        } catch { notice = "\(error)" }
    }

    private func setBatch(_ size: Int) {
        do { try session.checkBatch(size) } catch {
            notice = "\(error)"
            return
        }
        set(.batch(size), "batch \(size)", present: "the batch is \(size)")
    }

    private func setDropout(_ rate: Double) {
        guard !session.dropRates.isEmpty else {
            notice = "there is no dropout layer here: :restart network … begins with one"
            return
        }
        set(.dropout(rate), "dropout \(rate)", present: "dropout is \(rate)")
    }

    private func set(_ change: Change, _ what: String, present: String) {
        stopAtVisibleMoment(keepsRunning: true)
        let branch = session.branchName
        notice = session.intervene(change) ? "\(what) from here on" + forkNews(from: branch) : "\(present) already"
    }

    private func setRate(_ rate: Double) {
        let branch = session.branchName
        session.setLearningRate(rate)
        let news = forkNews(from: branch)
        if !news.isEmpty { notice = "η \(rate) from here on" + news }
    }

    /// The message where a change has forked a branch.
    private func forkNews(from branch: String) -> String {
        let now = session.branchName
        return now == branch ? "" : ", on a new branch \(now); \(branch) is kept, u goes back to it"
    }

    private func set(_ reference: ParameterReference, _ value: Float) {
        stopAtVisibleMoment(keepsRunning: true)
        guard let index = session.index(of: reference) else {
            notice = "there is no \(reference) in this network"
            return
        }
        let (before, after) = ("\(session.parameter(at: index))".replacingMinus, "\(value)".replacingMinus)
        let branch = session.branchName
        if session.intervene(.parameter(index, value)) {
            notice = "\(reference): \(before) → \(after)" + forkNews(from: branch)
        } else {
            notice = "\(reference) is \(before) already"
        }
    }
}
