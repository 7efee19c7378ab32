/// The calls of a recorded step, in the order in which they were made: what stands for the layers of a network that is computed
/// elsewhere.
struct ModuleCalls: Sendable {
    /// One call of a module that is in no other's place: with its output, and the loss's gradient with respect to it.
    struct Call: Hashable, Sendable {
        var module: Int
        /// Numbers of its output, of the whole batch.
        var count: Int
        /// Place of the output among the record's states, and of its δ; nil where it was not seen.
        var output: Int?
        var delta: Int?
    }

    let calls: [Call]
    /// Leaves of the tree of modules of which nothing was seen.
    let unseen: [Int]

    /// The first forward pass of a record, where an update is made of several. A module that is called twice has two calls, and the
    /// error comes back through the last of them first.
    init(_ record: RecordedStep, _ model: RemoteModel) {
        let parents = Set(model.modules.compactMap(\.parent))
        func isLeaf(_ module: Int) -> Bool { model.modules.indices.contains(module) && !parents.contains(module) }
        var calls: [Call] = []
        var errors: [Int: [Int]] = [:]
        for (place, state) in record.states.enumerated() where isLeaf(state.module) && state.output == 0 && state.micro <= 1 {
            if state.isDelta {
                errors[state.module, default: []].append(place)
            } else {
                calls.append(Call(module: state.module, count: state.count, output: place, delta: nil))
            }
        }
        for index in calls.indices.reversed() {
            guard let first = errors[calls[index].module]?.first else { continue }
            calls[index].delta = first
            errors[calls[index].module]?.removeFirst()
        }
        self.calls = calls
        let seen = Set(calls.map(\.module))
        unseen = model.modules.indices.filter { isLeaf($0) && !seen.contains($0) }
    }

    /// Root mean square of a state, of its norm.
    static func rms(_ place: Int?, _ record: RecordedStep) -> Double? {
        guard let place, record.norms.indices.contains(place), record.states[place].count > 0 else { return nil }
        return record.norms[place] / Double(record.states[place].count).squareRoot()
    }
}
