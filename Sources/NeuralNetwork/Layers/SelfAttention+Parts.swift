/// Queries, keys and values of each position, who attends to whom, and the errors at all of them.
extension SelfAttentionLayer {
    var unitLayout: UnitLayout { .attention(heads: heads, time: time, features: features) }

    func forwardParts(of unit: Int, in pass: LayerPass<Scalar>) -> [LayerPart<Scalar>] {
        [
            LayerPart("Q", "what each looks for", inputShape, pass.scratch(1)),
            LayerPart("K", "what each is found by", inputShape, pass.scratch(2)),
            LayerPart("V", "what each says", inputShape, pass.scratch(3)),
            attentionPart(in: pass),
            outputPart("what comes out", in: pass),
        ]
    }

    private func attentionPart(in pass: LayerPass<Scalar>) -> LayerPart<Scalar> {
        LayerPart("A", "= softmax(Q Kᵀ / √d): who (row) looks at whom (column)", [heads, time, time], pass.scratch(0))
    }

    func partsInside(in pass: LayerPass<Scalar>) -> [LayerPart<Scalar>] { [attentionPart(in: pass)] }

    func backwardParts(in pass: LayerPass<Scalar>) -> [LayerPart<Scalar>] {
        errorPart(in: pass)
            + [("∂L/∂V", 7), ("∂L/∂Q", 5), ("∂L/∂K", 6)].map { LayerPart($0, "", inputShape, pass.scratch($1), .backward) }
    }
}
