import NeuralNetwork

extension Moment {
    /// Facts of the run up to the moment in view, from a new look at held-out samples.
    package var facts: RunFacts { facts(looking: true) }

    /// Facts of the run up to the moment in view. They cost the norms that Gradients shows.
    /// - Parameter looking: whether held-out samples may be passed through the network; if not, what the last pass has found is
    ///   taken, and what it would tell is not known where there was none.
    package func facts(looking: Bool) -> RunFacts {
        var facts = RunFacts(
            network: layersInForce, bends: network.layers.map { $0.bend }, outputs: loss.outputShape.count, loss: loss.spec,
            optimizer: optimizer.spec, clip: clip, penalty: penalty, rate: learningRate, baseRate: baseLearningRate,
            schedule: schedule,
            batch: batchSize, smallestBatch: machine.epochs.smallestBatch,
            batchNormalized: network.layers.firstIndex { $0.normalizesOverBatch }.map { column(ofLayer: $0) }, data: dataFacts,
            iterations: completedIterations, progress: ProgressProbe().read(self) ?? .none)
        let done = min(completedIterations, metrics.count)
        facts.initialLoss = metrics.trainLoss.summary(of: 0..<min(done, 1))?.mean
        facts.firstLoss = metrics.trainLoss.summary(of: 0..<min(done, 5))?.mean
        facts.highestLoss = metrics.trainLoss.summary(of: 0..<done)?.maximum
        let looks = metrics.heldOut.filter { $0.iteration <= done }
        facts.heldOut = looks.last
        facts.lowestHeldOut = looks.min { $0.loss < $1.loss }
        facts.nonFinite = nonFinite
        facts.spreads = (looking ? ActivationsProbe().read(self)?.layers : keptSpreads) ?? []
        if hasLossInView, batchLoss.isFinite, batchLoss > 0 { facts.penaltyShare = max(0, 1 - batchDataLoss / batchLoss) }
        if let first = trainable.first, hasGradients(first) {
            facts.layers = trainable.enumerated().map { layerFacts($1, number: $0) }
            facts.budget = shrinkBudget
            cache.diagnosed = (facts.layers, facts.budget, clipFacts)
        } else if let kept = cache.diagnosed {
            (facts.layers, facts.budget) = (kept.layers, kept.budget)
        }
        facts.clipping = cache.diagnosed?.clipping
        if cache.early == nil, !facts.spreads.isEmpty, completedIterations <= RunFacts.earliest {
            cache.early = RunFacts.Early(iteration: completedIterations, spreads: facts.spreads)
        }
        facts.early = cache.early.flatMap { $0.iteration < completedIterations ? $0 : nil }
        return facts
    }

    private func layerFacts(_ layer: Int, number: Int) -> RunFacts.LayerFacts {
        let norm = norm(.gradient, ofLayer: layer) / Double(lossSamples)
        let reference = trainable.last.map { rmsOfError(atLayer: $0) }
        let before = self.norm(.parameters, ofLayer: layer)
        let change = isUpdated(layer) ? self.norm(.update, ofLayer: layer) : nil
        let series = metrics.gradientNorms[number]
        let peak = series.summary(of: 0..<series.count)?.maximum ?? 0
        let copies = copies(ofLayer: layer)
        return RunFacts.LayerFacts(
            column: column(ofLayer: layer), kind: network.layers[layer].spec.name, norm: norm,
            peak: max(norm, peak / Double(lossSamples)), relativeError: relativeError(atLayer: layer, reference),
            reachesWeights: gradientReachesWeights(ofLayer: layer), updateRatio: change.map { $0 / before },
            copies: copies)
    }

    /// The largest group of a layer's neurons that have the same weights, to the bit. Drawn weights never have; those that began
    /// alike and got the same gradients do.
    private func copies(ofLayer layer: Int) -> (of: Int, units: Int) {
        let weights = network.layout.entries(ofLayer: layer).filter(\.isWeight)
        guard let entry = weights.first, network.layers[layer].spec.role.hasNeuronsInRows, entry.shape.rank > 1,
            entry.shape[0] > 1
        else { return (1, 1) }
        let rows = entry.shape[0]
        let values = parametersInView.values(entry.range)
        let width = values.count / rows
        // The first and the last weight tell nearly all apart; what has become NaN or ∞ has become so, not begun so.
        let ends = (0..<rows).map { row in
            UInt64(values[row * width].bitPattern) << 32 | UInt64(values[row * width + width - 1].bitPattern)
        }
        let sorted = ends.sorted()
        guard zip(sorted, sorted.dropFirst()).contains(where: ==) else { return (1, rows) }
        let groups = Dictionary(grouping: 0..<rows) { ends[$0] }
        let largest = groups.values.lazy.filter { $0.count > 1 }.map { rows in
            rows.count { row in
                (0..<width).allSatisfy {
                    values[row * width + $0].isFinite && values[row * width + $0] == values[rows[0] * width + $0]
                }
            }
        }.max()
        return (largest ?? 1, rows)
    }

    /// The spreads that the last look has found, if they are of this run.
    private var keptSpreads: [ActivationSpread]? {
        cache.heldOut.activations.flatMap { $0.log == log && $0.iteration <= completedIterations ? $0.value : nil }
    }

    /// Effect of clipping on the gradient of the iteration in view.
    private var clipFacts: (before: Double, after: Double)? {
        guard !clip.isNone, !normsBeforeClipping.isEmpty, let gradients = workspace.gradients, gradientsAreClipped else {
            return nil
        }
        let before = normsBeforeClipping.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return (before, Norms.euclidean(gradients.values(0..<gradients.count)))
    }

    private func column(ofLayer layer: Int) -> Int { columns.first { $0.layers.contains(layer) }?.index ?? layer + 1 }

    private var dataFacts: DataFacts {
        // Samples are added, never changed.
        if let kept = cache.dataFacts, kept.trainCount == data.train.count { return kept }
        let found = DataFacts(data.train, readsIndices: columns.readsIndices)
        cache.dataFacts = found
        return found
    }
}

extension RunFacts {
    /// Iterations up to which a look counts as one at the beginning.
    static let earliest = 50
}

extension Layer {
    /// Effect of the layer on a straight line.
    var bend: RunFacts.Bend {
        switch spec.role {
        case .affine, .convolution, .lookup: .straight
        case .activation: isView || spec.isStraight ? .none : .bent
        case .pooling, .recurrent, .attention: .bent
        case .normalization, .dropout, .view: .none
        case .container: branches.contains { $0.layers.contains { $0.bend == .bent } } ? .bent : .straight
        }
    }

    /// Whether each unit is normalized over the samples of a batch alone: of a picture it is over the pixels, too.
    package var normalizesOverBatch: Bool {
        spec.normalizesBatches && outputShape.rank == 1
            || branches.contains { $0.layers.contains { $0.normalizesOverBatch } }
    }
}

extension LayerRole {
    /// Whether each row of the layer's weights is one neuron's.
    var hasNeuronsInRows: Bool { self == .affine || self == .convolution }
}

extension ProgressVerdict {
    /// Before anything is known.
    static var none: ProgressVerdict { ProgressVerdict(MetricSeries(), count: 0, heldOut: [], guessing: nil, longestWindow: 1) }
}
