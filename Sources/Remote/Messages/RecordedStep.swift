import Basics

/// One step of a run, recorded: numbers of each output and of its δ, in the order in which they came to be.
package struct RecordedStep: Hashable, Sendable {
    /// One output of a module, or the loss's gradient with respect to it.
    package struct State: Hashable, Sendable {
        /// Number of the module.
        package var module: Int
        /// Whether it is δ = ∂L/∂(output) of this call.
        package var isDelta: Bool
        /// Number of the output, where a module has several.
        package var output: Int
        /// Number of the forward pass, from 1, where an update is made of several.
        package var micro: Int
        /// Elements, of the whole batch.
        package var count: Int
    }

    package var id: Int
    package var step: Int
    /// Forward passes that the update was made of.
    package var micro: Int
    package var states: [State]
    /// Checksums of the inputs of each forward pass.
    package var batch: [Int64]
    /// Whether compiled code was left aside for this step.
    package var isEager: Bool
    /// ‖·‖₂ of each state; empty where it was not asked for.
    package var norms: [Double]
    /// Further tensors by their names, in a row each.
    package var values: [String: [Double]]
    package var shapes: [String: [Int]]

    /// Name of the tensor with ‖·‖₂ of each state.
    private static let sizes = "norm"

    init(_ fields: MessageFields) throws(WireError) {
        id = fields["id"]?.count ?? 0
        step = try fields.step()
        micro = fields["micro"]?.count ?? 1
        var states: [State] = []
        for entry in try fields.list("states") {
            guard let parts = entry.array?.map(\.count), parts.count >= 3, let module = parts[0], let kind = parts[1], kind < 2,
                let output = parts[2]
            else { throw fields.missing("states") }
            states.append(
                State(
                    module: module, isDelta: kind == 1, output: output, micro: parts.count > 3 ? parts[3] ?? 1 : 1,
                    count: parts.count > 4 ? parts[4] ?? 0 : 0))
        }
        self.states = states
        batch = (fields["batch"]?.array ?? []).compactMap(\.wideInteger)
        isEager = fields["eager"]?.bool ?? false
        norms = fields.frame.values(Self.sizes) ?? []
        guard norms.isEmpty || norms.count == states.count else { throw fields.missing(Self.sizes) }
        values = fields.frame.tensors.keys.filter { $0 != Self.sizes }.reduce(into: [:]) { $0[$1] = fields.frame.values($1) }
        shapes = fields.frame.tensors.mapValues(\.shape)
    }
}
