import NeuralNetwork

/// Numbers that are not to be seen for now, since somebody is asked for them: the screen shows them, and whatever tells them, as if
/// the iteration had not got that far. What follows from a hidden number is hidden, too.
public struct HiddenNumbers: Hashable, Sendable {
    /// A number of a neuron, or the loss.
    package enum Number: Hashable, Sendable {
        /// z; a; ∂L/∂a; δ = ∂L/∂z.
        case neuron(WatchQuantity.NeuronKind, column: Int, unit: Int)
        /// Gradients of a neuron's parameters.
        case gradients(column: Int, unit: Int)
        /// Changes of a neuron's parameters.
        case changes(column: Int, unit: Int)
        case loss
    }

    /// The numbers named; those that follow from them are not among them.
    package private(set) var numbers: Set<Number> = []

    /// Nothing is hidden.
    public init() {}

    /// Hides some numbers, as expressions name them.
    package init(_ quantities: some Sequence<WatchQuantity>, _ scope: WatchScope) {
        numbers = Set(quantities.compactMap { Self.number($0, scope) })
    }

    /// Number to be hidden where an expression names a quantity; nil of one that cannot be.
    package static func number(_ quantity: WatchQuantity, _ scope: WatchScope) -> Number? {
        switch quantity {
        case .loss, .objective, .pinnedLoss, .lossAfter: return .loss
        case .neuron(let kind, let column, let index) where column > 0: return .neuron(kind, column: column, unit: index)
        case .neuronOfSample(let kind, let column, let index, _) where column > 0:
            return .neuron(kind, column: column, unit: index)
        case .parameter(let kind, let offset, _):
            guard kind != .value, let place = scope.place(ofParameter: offset) else { return nil }
            return kind == .gradient
                ? .gradients(column: place.column, unit: place.neuron) : .changes(column: place.column, unit: place.neuron)
        default: return nil
        }
    }

    /// True where nothing is hidden.
    public var isEmpty: Bool { numbers.isEmpty }

    /// Kinds of tensors that tell a hidden number: an answer made from them is withheld, unless it leaves out by itself what is hidden.
    package var tensors: TensorSet {
        var tensors: TensorSet = []
        for number in numbers {
            switch number {
            case .neuron(.preActivation, _, _), .neuron(.activation, _, _):
                tensors.formUnion([.activations, .errors, .gradients, .optimizerState, .grid, .history])
            case .neuron(.outputError, _, _), .neuron(.error, _, _):
                tensors.formUnion([.errors, .gradients, .optimizerState, .history])
            case .gradients: tensors.formUnion([.gradients, .optimizerState])
            case .changes: tensors.formUnion([.optimizerState])
            case .loss: tensors.formUnion(.history)
            }
        }
        return tensors
    }

    private func has(_ kind: WatchQuantity.NeuronKind, _ column: Int, _ unit: Int) -> Bool {
        numbers.contains(.neuron(kind, column: column, unit: unit))
    }

    /// Whether a number that the forward pass makes before a column is hidden.
    private func hidesForward(before column: Int) -> Bool {
        numbers.contains { number in
            switch number {
            case .neuron(.preActivation, let other, _), .neuron(.activation, let other, _): other < column
            default: false
            }
        }
    }

    /// Whether a number that the backward pass makes behind a column is hidden.
    private func hidesBackward(behind column: Int) -> Bool {
        numbers.contains { number in
            switch number {
            case .neuron(.outputError, let other, _), .neuron(.error, let other, _): other > column
            default: false
            }
        }
    }

    /// z.
    package func hidesSum(_ column: Int, _ unit: Int) -> Bool {
        !isEmpty && (has(.preActivation, column, unit) || hidesForward(before: column))
    }

    /// a.
    package func hidesActivation(_ column: Int, _ unit: Int) -> Bool {
        !isEmpty && (has(.activation, column, unit) || hidesSum(column, unit))
    }

    /// L.
    package var hidesLoss: Bool { !isEmpty && (numbers.contains(.loss) || hidesForward(before: .max)) }

    /// ∂L/∂a.
    package func hidesOutputError(_ column: Int, _ unit: Int) -> Bool {
        !isEmpty && (has(.outputError, column, unit) || hidesBackward(behind: column) || hidesForward(before: .max))
    }

    /// δ = ∂L/∂z.
    package func hidesError(_ column: Int, _ unit: Int) -> Bool {
        !isEmpty && (has(.error, column, unit) || hidesOutputError(column, unit))
    }

    /// ∂L/∂w.
    package func hidesGradients(_ column: Int, _ unit: Int) -> Bool {
        !isEmpty && (numbers.contains(.gradients(column: column, unit: unit)) || hidesError(column, unit))
    }

    /// Δw.
    package func hidesChanges(_ column: Int, _ unit: Int) -> Bool {
        !isEmpty && (numbers.contains(.changes(column: column, unit: unit)) || hidesGradients(column, unit))
    }

    /// Whether an expression may not tell a quantity.
    package func hides(_ quantity: WatchQuantity, _ scope: WatchScope) -> Bool {
        guard !isEmpty else { return false }
        switch quantity {
        case .prediction, .output, .batchAccuracy: return hidesForward(before: .max)
        case .neuronNorm(let kind, let column):
            return (0..<scope.layers[column].units).contains {
                hides(.neuron(kind, column: column, index: $0), scope)
            }
        case .parameterNorm(let kind, let layer):
            guard kind != .value, let column = scope.layers.firstIndex(where: { $0.weight != nil && $0.layer == layer }) else {
                return false
            }
            return (0..<scope.layers[column].units).contains {
                kind == .gradient ? hidesGradients(column, $0) : hidesChanges(column, $0)
            }
        case .kept(let quantity, _): return hides(quantity, scope)
        default: break
        }
        switch Self.number(quantity, scope) {
        case .loss?: return hidesLoss
        case .gradients(let column, let unit)?: return hidesGradients(column, unit)
        case .changes(let column, let unit)?: return hidesChanges(column, unit)
        case .neuron(.preActivation, let column, let unit)?: return hidesSum(column, unit)
        case .neuron(.activation, let column, let unit)?: return hidesActivation(column, unit)
        case .neuron(.outputError, let column, let unit)?: return hidesOutputError(column, unit)
        case .neuron(.error, let column, let unit)?: return hidesError(column, unit)
        case nil: return false
        }
    }
}

extension Status {
    /// Whether the output of a layer is hidden for one of its column's neurons: z behind the first layer of a column, a behind its last.
    package func hidesForward(_ layer: Int, neuron: Int) -> Bool {
        guard !hidden.isEmpty, let column = columns.first(where: { $0.layers.contains(layer) }), column.index > 0 else {
            return false
        }
        return layer == column.layers.upperBound - 1
            ? hidden.hidesActivation(column.index, neuron) : hidden.hidesSum(column.index, neuron)
    }

    /// Whether ∂L/∂(output of a layer) is hidden for one of its column's neurons.
    package func hidesOutputGradient(_ layer: Int, neuron: Int) -> Bool {
        guard !hidden.isEmpty, let column = columns.first(where: { $0.layers.contains(layer) }), column.index > 0 else {
            return false
        }
        return layer == column.layers.lowerBound
            ? hidden.hidesError(column.index, neuron) : hidden.hidesOutputError(column.index, neuron)
    }

    /// Whether actual − desired of an output is hidden: with it one knows the slope of most losses.
    package func hidesErrorOfOutput(_ output: Int) -> Bool { hidden.hidesError(columns.count - 1, output) }

    /// Whether gradients of one neuron's parameters are hidden.
    package func hidesGradient(_ layer: Int, neuron: Int) -> Bool {
        guard !hidden.isEmpty, let column = columns.first(where: { $0.layers.contains(layer) }) else { return false }
        return hidden.hidesGradients(column.index, neuron)
    }

    /// Whether the changes of one neuron's parameters are hidden.
    package func hidesChange(_ layer: Int, neuron: Int) -> Bool {
        guard !hidden.isEmpty, let column = columns.first(where: { $0.layers.contains(layer) }) else { return false }
        return hidden.hidesChanges(column.index, neuron)
    }

    /// Whether something is hidden of any neuron of a layer's column.
    package func hidesAny(_ layer: Int, _ hides: (Int) -> Bool) -> Bool {
        guard !hidden.isEmpty, let column = columns.first(where: { $0.layers.contains(layer) }) else { return false }
        return (0..<column.units).contains(where: hides)
    }
}
