import Basics
import Remote

/// News of a run in lines of JSON, one object each.
struct AttachEvents {
    /// A line; nil of what is for the screen alone.
    static func line(_ event: HubEvent, _ hub: Hub) -> String? {
        switch event {
        case .joined(let key, let greeting):
            object(
                "hello",
                [
                    ("run", .string(key.run)), ("restart", number(key.restart)), ("rank", number(greeting.rank)),
                    ("world", number(greeting.world)), ("node", .string(greeting.node)), ("pid", number(greeting.pid)),
                    ("step", number(greeting.step)), ("control", .string(greeting.control.rawValue)),
                    (
                        "versions",
                        .object(JSONObject(greeting.versions.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
                    ),
                ])
        case .tick(_, let rank, let tick):
            object(
                "tick",
                [
                    ("rank", number(rank)), ("step", number(tick.step)), ("n", number(tick.count)),
                    ("s_step", .number(tick.stepSeconds)), ("lr", .array(tick.learningRates.map { .number($0) })),
                ]
                    + (tick.loss.map { [("loss", .array([$0.minimum, $0.mean, $0.maximum].map { .number($0) }))] } ?? [])
                    + (tick.cost.map { [("cost", .number($0))] } ?? []))
        case .record(let key, let rank, let record): self.record(record, rank, hub.run(key)?.ranks[rank]?.model)
        case .held(_, let step, let after, let skew, let tries):
            object(
                "held",
                [
                    ("step", number(step)), ("after", .number(rounded(after))), ("skew", .number(rounded(skew))),
                    ("tries", number(tries)),
                ])
        case .running(_, let step, let why): object("running", [("step", number(step)), ("why", .string(why))])
        case .notHeld(_, let why): object("event", [("what", .string("not held")), ("text", .string(why))])
        case .happened(_, let rank, let event):
            object(
                "event",
                [
                    ("rank", number(rank)), ("what", .string(event.what)), ("step", event.step.map(number) ?? .null),
                    ("text", .string(event.text)),
                ])
        case .left(_, let rank, let why): object("bye", [("rank", number(rank)), ("why", .string(why))])
        case .refused(let why): object("event", [("what", .string("refused")), ("text", .string(why))])
        case .model, .frame, .answer, .stacks: nil
        }
    }

    private static func record(_ record: RecordedStep, _ rank: Int, _ model: RemoteModel?) -> String {
        let states = record.states.enumerated().map { place, state -> JSONValue in
            let module = model.flatMap { $0.modules.indices.contains(state.module) ? $0.modules[state.module] : nil }
            return .object(
                JSONObject([
                    ("module", .string(module?.name ?? String(state.module))), ("type", .string(module?.type ?? "")),
                    ("kind", .string(state.isDelta ? "delta" : "output")), ("out", number(state.output)),
                    ("micro", number(state.micro)), ("numel", number(state.count)),
                    ("norm", record.norms.indices.contains(place) ? .number(record.norms[place]) : .null),
                ]))
        }
        return object(
            "record",
            [
                ("rank", number(rank)), ("step", number(record.step)), ("micro", number(record.micro)),
                ("states", .array(states)),
                ("batch", .array(record.batch.map { .string(String($0)) })),
            ])
    }

    private static func number(_ value: Int) -> JSONValue { .number(Double(value)) }
    private static func rounded(_ seconds: Double) -> Double { (seconds * 1e6).rounded() / 1e6 }

    private static func object(_ event: String, _ fields: [(String, JSONValue)]) -> String {
        JSONValue.object(JSONObject([("event", .string(event))] + fields)).text + "\n"
    }
}
