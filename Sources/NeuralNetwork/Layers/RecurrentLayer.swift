/// A recurrent layer around a cell: all input products at once, then one time step after the other; backward through all steps,
/// stopping at the initial state.
///
/// Parameters, with G gates: `weightInput [G·H, D]`, `weightHidden [G·H, H]`, `biasInput [G·H]`, `biasHidden [G·H]`.
final class RecurrentLayer<Cell: RecurrentCell, Scalar: NetworkScalar>: Layer {
    let spec: LayerSpec
    let inputShape: Shape
    let outputShape: Shape
    let time: Int
    let features: Int
    let size: Int
    let hasBias: Bool
    let returnsSequence: Bool
    let variant: Int

    init(spec: LayerSpec, input: Shape) {
        (self.spec, inputShape) = (spec, input)
        (time, features) = (input[0], input[1])
        size = spec.integer("hidden")
        hasBias = spec.flag("bias")
        returnsSequence = spec.word("returns") == "sequence"
        variant = Cell.variant(spec)
        outputShape = returnsSequence ? [time, size] : [size]
    }

    let letters = LayerLetters.state
    func formula(_ letters: LayerLetters) -> String { Cell.formula(variant: variant, input: letters.input) }

    var parameterSpecs: [ParameterSpec] {
        // PyTorch draws all of them from the width of the state.
        let torch = Distribution.inverseRoot(fanIn: size)
        return [
            ParameterSpec("weightInput", [gated, features], .weight(fanIn: features, fanOut: gated), torch: torch),
            ParameterSpec("weightHidden", [gated, size], .weight(fanIn: size, fanOut: gated), torch: torch),
        ] + (hasBias ? ["biasInput", "biasHidden"].map { ParameterSpec($0, [gated], .bias(fanIn: size), torch: torch) } : [])
    }

    var scratchSpecs: [ScratchSpec] {
        [
            ScratchSpec("inputPart", [time, gated]), ScratchSpec("hiddenPart", [time, gated]),
            ScratchSpec("gates", [time, gated]),
            ScratchSpec("hidden", [time + 1, size]), ScratchSpec("cell", [Cell.hasCell ? time + 1 : 1, size]),
            ScratchSpec("hiddenBefore", [size]), ScratchSpec("hiddenAfter", [size]),
            ScratchSpec("inputPartGradient", [time, gated]), ScratchSpec("hiddenPartGradient", [time, gated]),
            ScratchSpec("hiddenGradient", [size]), ScratchSpec("cellGradient", [size]),
        ] + (Cell.hasCell ? [ScratchSpec("cellBefore", [size]), ScratchSpec("cellAfter", [size])] : [])
    }

    func forward(_ memory: LayerMemory<Scalar>) {
        let count = memory.count
        let (a, c, hidden) = (memory.scratch[0], memory.scratch[1], memory.scratch[3])
        DenseProduct(inputs: features, outputs: gated, hasBias: false).forward(
            rows: count * time, memory.input, memory.parameters, a, scratch: memory.kernelScratch)
        if hasBias {
            addToRows(count * time, bias(memory.parameters, 0), a)
            RowOperations.fill(rows: count * time, columns: gated, with: bias(memory.parameters, 1), c)
        }
        loadStates(memory)
        for t in 0..<time {
            Scalar.matrixProduct(
                transposeA: false, transposeB: true, m: count, n: gated, k: size, hidden + t * size, (time + 1) * size,
                memory.parameters + hiddenOffset, size, accumulates: hasBias, c + t * gated, time * gated,
                scratch: memory.kernelScratch)
            for sample in 0..<count { Cell.forward(step(memory, sample, t), variant: variant) }
        }
        storeStates(memory)
    }

    func backward(_ memory: LayerMemory<Scalar>) {
        guard let dy = memory.outputGradient else { return }
        let count = memory.count
        let (da, dc, dh, dcell) = (memory.scratch[7], memory.scratch[8], memory.scratch[9], memory.scratch[10])
        dh.update(repeating: 0, count: count * size)
        dcell.update(repeating: 0, count: count * size)
        var t = time
        while t > 0 {
            t -= 1
            for sample in 0..<count {
                let row = dh + sample * size
                if returnsSequence {
                    RowOperations.sum(rows: 1, columns: size, dy + (sample * time + t) * size, into: row, accumulates: true)
                } else if t == time - 1 {
                    RowOperations.sum(rows: 1, columns: size, dy + sample * size, into: row, accumulates: true)
                }
                let place = (sample * time + t) * gated
                Cell.backward(
                    step(memory, sample, t),
                    CellGradients(hidden: row, cell: dcell + sample * size, a: da + place, c: dc + place), variant: variant)
            }
            // dh of the step before += dC W_h
            Scalar.matrixProduct(
                transposeA: false, transposeB: false, m: count, n: size, k: gated, dc + t * gated, time * gated,
                memory.parameters + hiddenOffset, size, accumulates: true, dh, size, scratch: memory.kernelScratch)
        }
        if let gradients = memory.gradients { parameterGradients(memory, gradients) }
        if let dx = memory.inputGradient {
            DenseProduct(inputs: features, outputs: gated, hasBias: false).inputGradient(
                rows: count * time, memory.parameters, da, dx, accumulates: false, scratch: memory.kernelScratch)
        }
    }

    private func parameterGradients(_ memory: LayerMemory<Scalar>, _ gradients: UnsafeMutablePointer<Scalar>) {
        let (rows, da, dc, hidden) = (memory.count * time, memory.scratch[7], memory.scratch[8], memory.scratch[3])
        DenseProduct(inputs: features, outputs: gated, hasBias: false).parameterGradients(
            rows: rows, memory.input, da, gradients, accumulates: true, scratch: memory.kernelScratch)
        for sample in 0..<memory.count {
            Scalar.matrixProduct(
                transposeA: true, transposeB: false, m: gated, n: size, k: time, dc + sample * time * gated, gated,
                hidden + sample * (time + 1) * size, size, accumulates: true, gradients + hiddenOffset, size,
                scratch: memory.kernelScratch)
        }
        if hasBias {
            RowOperations.sum(rows: rows, columns: gated, da, into: bias(gradients, 0), accumulates: true)
            RowOperations.sum(rows: rows, columns: gated, dc, into: bias(gradients, 1), accumulates: true)
        }
    }

    /// Elements of all gates.
    var gated: Int { Cell.gateCount * size }
    /// Where `weightHidden` begins.
    var hiddenOffset: Int { gated * features }

    /// `biasInput` (0) or `biasHidden` (1) within the layer's parameters or their gradients.
    private func bias(_ base: UnsafeMutablePointer<Scalar>, _ which: Int) -> UnsafeMutablePointer<Scalar> {
        base + hiddenOffset + gated * size + which * gated
    }

    private func addToRows(_ rows: Int, _ values: UnsafePointer<Scalar>, _ matrix: UnsafeMutablePointer<Scalar>) {
        for row in 0..<rows { RowOperations.sum(rows: 1, columns: gated, values, into: matrix + row * gated, accumulates: true) }
    }

    func step(_ memory: LayerMemory<Scalar>, _ sample: Int, _ t: Int) -> CellStep<Scalar> {
        let place = (sample * time + t) * gated
        let hidden = memory.scratch[3] + (sample * (time + 1) + t) * size
        let cell = Cell.hasCell ? memory.scratch[4] + (sample * (time + 1) + t) * size : memory.scratch[4]
        return CellStep(
            size: size, a: memory.scratch[0] + place, c: memory.scratch[1] + place, gates: memory.scratch[2] + place,
            hiddenBefore: hidden,
            hiddenAfter: hidden + size, cellBefore: cell, cellAfter: Cell.hasCell ? cell + size : cell)
    }

    /// The states before the first step: given, or zeros.
    private func loadStates(_ memory: LayerMemory<Scalar>) {
        load(
            memory, memory.scratch[3],
            given: memory.given.isEmpty || !memory.given.contains("hiddenBefore") ? nil : memory.scratch[5])
        if Cell.hasCell {
            load(
                memory, memory.scratch[4],
                given: memory.given.isEmpty || !memory.given.contains("cellBefore") ? nil : memory.scratch[11])
        }
    }

    private func load(_ memory: LayerMemory<Scalar>, _ states: UnsafeMutablePointer<Scalar>, given: UnsafeMutablePointer<Scalar>?)
    {
        for sample in 0..<memory.count {
            let first = states + sample * (time + 1) * size
            if let given {
                first.update(from: given + sample * size, count: size)
            } else {
                first.update(repeating: 0, count: size)
            }
        }
    }

    /// The output, and the states after the last step for those who look.
    private func storeStates(_ memory: LayerMemory<Scalar>) {
        for sample in 0..<memory.count {
            let hidden = memory.scratch[3] + sample * (time + 1) * size
            (memory.scratch[6] + sample * size).update(from: hidden + time * size, count: size)
            if Cell.hasCell {
                (memory.scratch[12] + sample * size).update(
                    from: memory.scratch[4] + (sample * (time + 1) + time) * size, count: size)
            }
            if returnsSequence {
                (memory.output + sample * time * size).update(from: hidden + size, count: time * size)
            } else {
                (memory.output + sample * size).update(from: hidden + time * size, count: size)
            }
        }
    }
}
