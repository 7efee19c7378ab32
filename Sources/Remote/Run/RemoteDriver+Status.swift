import Basics
import Inspection
import NeuralNetwork

/// Facts of the run for title, rail and hints.
extension RemoteDriver {
    package var status: Status {
        if let core, let view {
            core.position = Position(iteration: view.update - 1, done: view.done)
            core.cache.frame = nil
            var status = core.status
            (status.notice, status.newest, status.nonFinite) = (notice ?? rankTrouble, book.newest, nonFinite)
            status.attached = facts
            return status
        }
        let calls = shown?.calls.calls ?? []
        let columns = self.columns(calls)
        let machine = shown?.machine ?? StepMachine(layerCount: 1, trainableLayers: [], iterationsPerEpoch: RunBook.endless)
        let rate = book.rates.last?.rate ?? 0
        var status = Status(
            dataName: "", networkText: "", loss: nil, optimizer: nil, batch: 1, seed: 0, learningRate: rate, iterationRate: rate,
            baseLearningRate: rate,
            position: Position(iteration: (view?.update ?? 1) - 1, done: view?.done ?? 0), machine: machine,
            layers: labels(calls), columns: columns, isRunning: view == nil && isRunning, notice: notice ?? rankTrouble,
            newest: book.newest,
            batchCount: 1, classNames: [], pinned: .heldOut(0), trainCount: 0, heldOutCount: 0,
            parameterCount: book.model.parameters.reduce(0) { $0 + $1.count }, suggestedNeuron: 0, nonFinite: nonFinite,
            watchScope: watchScope)
        status.capabilities = .attached
        status.attached = facts
        status.view = ViewHints(panes: Self.panesOfSizes + ((run?.world ?? 1) > 1 ? Self.panesOfRanks : []))
        return status
    }

    /// Panes that show something of a network that is not computed again here.
    static let (panesOfSizes, panesOfRanks) = (["network", "gradients", "loss", "prediction"], ["ranks"])

    /// A column for each call, of one unit: single neurons are not known.
    func columns(_ calls: [ModuleCalls.Call]) -> [GraphColumn] {
        let modules = calls.isEmpty ? ["module"] : calls.map { book.model.modules[$0.module].type }
        return [GraphColumn(index: 0, module: nil)] + modules.enumerated().map { GraphColumn(index: $0 + 1, module: $1) }
    }

    func labels(_ calls: [ModuleCalls.Call]) -> [LayerLabel] {
        guard !calls.isEmpty else {
            return [LayerLabel(index: 0, kind: "module", formula: "", inputs: 1, outputs: 1, parameterCount: 0, column: 1)]
        }
        return calls.enumerated().map { index, call in
            let module = book.model.modules[call.module]
            return LayerLabel(
                index: index, kind: module.type, formula: module.name, inputs: 0, outputs: call.count,
                parameterCount: book.parameters(ofModule: call.module).reduce(0) { $0 + book.model.parameters[$1].count },
                column: index + 1)
        }
    }
}
