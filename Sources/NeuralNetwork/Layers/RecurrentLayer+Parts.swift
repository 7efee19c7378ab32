/// The gates at every time, the states, and the error at each gate's sum.
extension RecurrentLayer {
    /// That of all hidden states, also where only the last one goes out.
    var unitLayout: UnitLayout { .sequence(time: time, features: size) }

    func forwardParts(of unit: Int, in pass: LayerPass<Scalar>) -> [LayerPart<Scalar>] {
        let states: Shape = [time, size]
        let gates = Cell.gates.enumerated().map { index, gate in
            LayerPart(gate.name, gate.meaning, states, values(ofGate: index, pass.scratch(2)), range: gate.range)
        }
        let cell = Cell.hasCell ? [LayerPart("c", Cell.cellMeaning, states, Array(pass.scratch(4).dropFirst(size)))] : []
        return gates + cell
            + [LayerPart("h", Cell.stateFormula(variant: variant), states, Array(pass.scratch(3).dropFirst(size)))]
    }

    func backwardParts(in pass: LayerPass<Scalar>) -> [LayerPart<Scalar>] {
        let errors = pass.scratch(7)
        func part(_ gate: Int, _ name: String, _ meaning: String) -> LayerPart<Scalar> {
            LayerPart(name, meaning, [time, size], values(ofGate: gate, errors), .backward)
        }
        if Cell.gates.isEmpty { return [part(0, "δ", "∂L/∂ of what \(variant == 0 ? "tanh" : "relu") takes")] }
        return Cell.gates.enumerated().map { part($0, "δ_\($1.name)", "∂L/∂ of what \($1.name) is made of") }
    }

    /// One gate's values, `[time, size]`, of those of all gates, `[time, gates·size]`.
    private func values(ofGate gate: Int, _ all: [Scalar]) -> [Scalar] {
        var values: [Scalar] = []
        values.reserveCapacity(time * size)
        for t in 0..<time {
            let start: Int = t * gated + gate * size
            values += all[start..<start + size]
        }
        return values
    }
}
