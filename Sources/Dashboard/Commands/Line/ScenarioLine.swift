import Datasets
import Inspection

extension LineCommand {
    /// `:scenario network dense:32,relu,dense:10`
    static let scenario = LineCommand(
        "scenario", arguments: "SETTING VALUE",
        help: "begin anew with one setting changed; entered twice, because the run so far is lost",
        complete: { input in
            if input.words.first?.text == "data", input.words.count > 1 || input.endsWithBlank {
                return input.completing(word: 1, DatasetCatalog.standard.entries.map(\.name))
            }
            if input.words.first?.text == "scale", input.words.count > 1 || input.endsWithBlank {
                return input.completing(word: 1, InputScale.allCases.map(\.rawValue))
            }
            let settings = input.snapshot?[ScenarioProbe()]?.settings ?? []
            return input.completing(settings.isEmpty ? keys : settings.filter { $0.kind == .restart }.map(\.key))
        },
        run: { (input, view) throws(LineError) in
            guard let key = input.words.first else {
                throw LineError("expected a setting and its value, such as batch 64", at: input.end)
            }
            guard input.words.count > 1 else { throw LineError("expected a value behind \(key.text)", at: input.end) }
            guard keys.contains(key.text) else { throw .unknown(key, "setting that can be changed here", keys) }
            let value = input.words.dropFirst().map(\.text).joined(separator: " ")
            // A run that has gone somewhere is not thrown away by one slip.
            let status = input.snapshot?.status
            let isNew = (status?.newest ?? 0) == 0 && status?.lostAnew.isEmpty != false
            guard isNew || input.isEnteredAgain else {
                let work = status.map(\.lostAnew.text).flatMap { $0.isEmpty ? nil : ", " + $0 } ?? ""
                throw LineError(
                    "this begins anew and forgets \(status?.newest ?? 0) iterations\(work): Enter again does, Escape does not",
                    at: input.end)
            }
            return [.request(.restartWithSetting(key.text, value))]
        })

    /// Settings that a new beginning can change.
    private static let keys = [
        "data", "trainCount", "noise", "split", "target", "table", "scale", "network", "loss", "optimizer", "initializer",
        "learningRate",
        "schedule", "clip", "l1", "l2", "penaltyScope", "batch", "epochs", "stop",
        "seed", "pin", "threads",
    ]
}
