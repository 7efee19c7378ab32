import Inspection

extension RemoteDriver {
    /// Facts of the run that the title and the panes of any network have.
    var facts: AttachedFacts {
        let run = key.flatMap { holder.hub.run($0) }
        let ranks = rankFacts
        var facts = AttachedFacts(
            program: programName,
            model: modelName, moduleCount: book.model.modules.count,
            optimizer: book.model.optimizers.map(\.type).joined(separator: ", "),
            learningRates: run?.ranks[book.rank]?.ticks.last?.learningRates ?? [], standing: standing(run),
            update: run?.step ?? 0,
            world: run?.world ?? 1, ranks: ranks, cost: run?.ranks.values.compactMap { $0.ticks.last?.cost }.max())
        facts.rank = rank
        facts.recorded = shown?.record.step
        facts.place = placeInView
        facts.hasNeurons = core != nil
        facts.agreement = core?.difference
        facts.refusal = refusal
        return facts
    }

    /// The root's class, where the root is told; else the kinds of modules that there are most of.
    private var modelName: String {
        if let root = book.model.modules.first, root.name.isEmpty { return root.type }
        let kinds = book.model.modules.reduce(into: [String]()) { if !$0.contains($1.type) { $0.append($1.type) } }
        return kinds.prefix(3).joined(separator: " ") + (kinds.count > 3 ? " …" : "")
    }

    private func standing(_ run: AttachedRun?) -> AttachedFacts.Standing {
        guard let run else { return commandEnd.map { .ended($0) } ?? .waiting("waiting for the first update") }
        if let held = run.held { return .held(update: held.step, seconds: Int(max(0, holder.now - held.since))) }
        if run.linked.isEmpty {
            return .ended(commandEnd ?? run.ranks.values.compactMap(\.farewell).first.map { "it is gone: \($0)" } ?? "it is gone")
        }
        if run.isStopping { return .stopping }
        if !run.isComplete { return .waiting("\(run.linked.count) of \(run.world) ranks are here") }
        let seconds = run.ranks.values.map(\.stepSeconds).max() ?? 0
        return .running(seconds > 0 ? 1 / seconds : nil)
    }

    /// Facts of each rank, and what follows from comparing them.
    var rankFacts: [RankFacts] {
        guard let run = key.flatMap({ holder.hub.run($0) }) else { return [] }
        let now = holder.now
        let farthest = run.linked.map { $0.record.estimatedStep(at: now) }.max() ?? 0
        return run.ranks.sorted { $0.key < $1.key }.map { rank, record in
            let report = reports[rank]
            return RankFacts(
                rank: rank, node: record.greeting.node, process: record.greeting.pid, update: record.step,
                stepSeconds: record.stepSeconds > 0 ? record.stepSeconds : nil,
                lag: run.held != nil ? 0 : max(0, farthest - record.estimatedStep(at: now)),
                gradientNorm: report?.norms.flatMap { book.totalNorm($0) },
                ownNorm: report?.own?.values["g_own"].map { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() },
                replica: rank == 0 ? .equal : replica(rank), sharesBatchWith: sharesBatch(rank),
                silence: max(0, now - record.heard), farewell: record.isLinked ? nil : record.farewell ?? "gone")
        }
    }

    /// Calls of the main thread of ranks that have been silent, the innermost first, by rank.
    var stacks: [Int: [String]] {
        let ranks = key.flatMap { holder.hub.run($0) }?.ranks ?? [:]
        return ranks.compactMapValues { record in
            (record.stacks.first { $0.name == "MainThread" } ?? record.stacks.first)?.calls
        }
    }

    /// Whether a rank's parameters are those of rank 0, at the newest update of which both have told.
    private func replica(_ rank: Int) -> RankFacts.Replica {
        guard let own = reports[rank]?.checksums, let first = reports[0]?.checksums,
            let step = own.keys.filter({ first[$0] != nil }).max(), let a = own[step], let b = first[step]
        else { return .unknown }
        guard let place = zip(a, b).enumerated().first(where: { $1.0 != $1.1 })?.offset else { return .equal }
        return .differs(book.model.parameters.indices.contains(place) ? book.model.parameters[place].name : "a parameter")
    }

    private func sharesBatch(_ rank: Int) -> Int? {
        guard let own = reports[rank]?.batch, !own.sums.isEmpty else { return nil }
        return reports.filter { $0.key != rank && $0.value.batch?.step == own.step && $0.value.batch?.sums == own.sums }.keys
            .min()
    }
}
