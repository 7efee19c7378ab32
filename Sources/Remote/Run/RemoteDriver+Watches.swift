import Inspection

/// Watches and breakpoints on a run that trains elsewhere: numbers that ranks tell without being stopped. A breakpoint whose condition has
/// become true makes an appointment: all ranks stop some updates later, and that is said.
extension RemoteDriver {
    func perform(_ edit: WatchEdit) {
        notice = watches.apply(edit)
        guard case .add(let expression, let isBreakpoint) = edit, let entry = watches.entries.last else { return }
        if entry.part.value({ value(of: $0) }) == nil {
            notice = "\(notice ?? ""); not known yet" + (usesLoss(expression) ? ": this run does not say its loss" : "")
        } else if isBreakpoint {
            notice = "\(notice ?? ""); all ranks are held some updates after it has become true"
        }
        noteWatches(holds: false)
        // It would have to become false first.
        if isBreakpoint, entry.last?.holds == true {
            notice = "breakpoint \(entry.id): \(expression.text) is true already; Space holds"
        }
    }

    private func usesLoss(_ expression: WatchExpression) -> Bool { !book.saysLoss && expression.text.contains("loss") }

    /// Evaluates all watches with what has been told last.
    /// - Parameter holds: whether a condition that has become true stops the run.
    func noteWatches(holds isAllowed: Bool = true) {
        guard !watches.isEmpty else { return }
        var hit: [Int] = []
        let update = book.newest
        for entry in watches.entries where entry.isEnabled {
            if let value = entry.part.value({ value(of: $0) }) { entry.history.add(value, at: update) }
            guard entry.isBreakpoint, let condition = entry.condition.value({ value(of: $0) }) else { continue }
            let holds = condition != 0
            if holds, isAllowed, entry.last.map({ !$0.holds || entry.isChange }) ?? false {
                entry.hits.add(update)
                hit.append(entry.id)
            }
            entry.last = (update, holds)
        }
        guard let first = hit.first, let entry = watches.entries.first(where: { $0.id == first }) else { return }
        let words = "breakpoint \(first): \(entry.expression.text), at update \(update)"
        guard let run, run.stop.isIdle else { return }
        hold(releases: false)
        if notice == nil { (stopReason, stoppedBy) = (words, hit) } else { notice = words + "; \(notice ?? "")" }
    }

    /// A quantity that is told without a stop, as it was told last; of a step that is computed again, all of its numbers.
    func value(of quantity: WatchQuantity) -> Double? {
        switch quantity {
        case .loss: return book.losses.latest
        case .learningRate: return book.rates.last?.rate
        case .iteration: return Double(book.newest)
        case .notFinite: return book.nonFinite == nil ? 0 : 1
        case .parameterNorm(let kind, let layer):
            guard let module = module(ofLayer: layer), let frame = book.norms.last else { return nil }
            switch kind {
            case .value: return book.norm(ofModule: module, gradients: false, in: frame)
            case .gradient: return book.norm(ofModule: module, gradients: true, in: frame)
            case .change: return book.change(ofModule: module)
            }
        case .deadNeurons(let column):
            if core != nil { return core?.shownValue(of: quantity) }
            return shown.flatMap(activations)?.layers.first { $0.column == column }.map { Double($0.deadNeurons) }
        default: return core?.shownValue(of: quantity)
        }
    }

    /// The module that a layer of the step in view is.
    private func module(ofLayer layer: Int) -> Int? {
        guard let calls = shown?.calls.calls else { return nil }
        let place = core.map { $0.call(ofLayer: layer) } ?? layer
        return place.flatMap { calls.indices.contains($0) ? calls[$0].module : nil }
    }

    /// Names that expressions can use.
    var watchScope: WatchScope {
        if let core { return core.watchScope }
        guard let step = shown else { return WatchScope() }
        return WatchScope(
            kinds: step.calls.calls.map { call in
                (book.model.modules[call.module].type, book.model.parameters.contains { $0.module == call.module })
            })
    }

    /// The breakpoints by which the run stands where it is.
    var hitNow: [Int] { run?.held == nil ? [] : stoppedBy }
}
