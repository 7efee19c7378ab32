import Basics

/// A message to a rank.
enum HubMessage: Hashable, Sendable {
    case challenge(nonce: String)
    /// The proof that we know the token, too.
    case welcome(proof: String)
    case ping(sequence: Int)
    /// Probes that stand from now on, in place of those before.
    case ask(generation: Int, [StandingProbe])
    /// One recorded step; 0: as soon as possible.
    case observe(id: Int, step: Int, Recording)
    case get(sequence: Int, Question)
    case arm(id: Int, step: Int)
    case commit(id: Int)
    case go(id: Int)
    case bye(why: String)
    /// A message that we do not know: said once a name.
    case unknown(String)

    /// Seconds from one ping to the next.
    static let pingInterval = 1.0
    /// Seconds of silence after which the other side is taken for gone.
    static let silence = 6.0

    var bytes: [UInt8] {
        switch self {
        case .challenge(let nonce): WireFrame.bytes("challenge", [("nonce", .string(nonce))])
        case .welcome(let proof):
            WireFrame.bytes(
                "welcome",
                [
                    ("mac", .string(proof)),
                    (
                        "limits",
                        .object(JSONObject([("ping", .number(Self.pingInterval)), ("silent", .number(Self.silence))]))
                    ),
                ])
        case .ping(let sequence): WireFrame.bytes("ping", [("seq", .integer(sequence))])
        case .ask(let generation, let probes):
            WireFrame.bytes("ask", [("gen", .integer(generation)), ("probes", .array(probes.map(\.json)))])
        case .observe(let id, let step, let recording):
            WireFrame.bytes("observe", [("id", .integer(id)), ("step", .integer(step))] + recording.fields)
        case .get(let sequence, let question): WireFrame.bytes("get", [("seq", .integer(sequence))] + question.fields)
        case .arm(let id, let step):
            WireFrame.bytes("arm", [("id", .integer(id)), ("step", .integer(step)), ("where", .string("before-update"))])
        case .commit(let id): WireFrame.bytes("commit", [("id", .integer(id))])
        case .go(let id): WireFrame.bytes("go", [("id", .integer(id))])
        case .bye(let why): WireFrame.bytes("bye", [("why", .string(why))])
        case .unknown(let name): WireFrame.bytes("unknown", [("what", .string(name))])
        }
    }
}

/// A probe that is answered again and again.
package struct StandingProbe: Hashable, Sendable {
    /// The protocol's name: `norms`, `update`, `own`, `optimizer`, `finite`, `checksum`, `times`.
    package var name: String
    /// Updates from one answer to the next, at least.
    package var every: Int
    /// Parts of a histogram's range; nil where the probe counts nothing, or by powers of two.
    package var parts: Int?

    package init(_ name: String, every: Int = 1, parts: Int? = nil) {
        (self.name, self.every, self.parts) = (name, max(1, every), parts)
    }

    var json: JSONValue {
        .object(
            JSONObject(
                [("probe", .string(name)), ("every", .integer(every))] + (parts.map { [("parts", .integer($0))] } ?? [])))
    }
}

/// The numbers that a recorded step is to have.
package struct Recording: Hashable, Sendable {
    /// The protocol's names: `norm`, `spread`, `hist`, `mean`, `sample`, `top`, `neuron`, `input`, `output`, `batch`.
    package var want: [String]
    /// Whether compiled code is left aside for the step, without which modules are not seen.
    package var isEager: Bool
    /// Modules to look into, by number; empty: all.
    package var modules: [Int] = []
    /// Numbers of one sample that a module gives at most.
    package var cells: Int?
    /// Row of the batch that is looked at.
    package var sample: Int?
    /// Whether what goes into the network comes with the batch: what comes out of it may be small where that is large.
    package var hasInputs = true
    /// Numbers of a batch that are sent whole, at most; nil: as many as the client sends.
    package var limit: Int?

    package init(_ want: [String] = ["norm"], isEager: Bool = false) { (self.want, self.isEager) = (want, isEager) }

    var fields: [(String, JSONValue)] {
        var fields: [(String, JSONValue)] = [("want", .array(want.map { .string($0) })), ("eager", .bool(isEager))]
        if !modules.isEmpty { fields.append(("module", .array(modules.map { .integer($0) }))) }
        if let cells { fields.append(("cells", .integer(cells))) }
        if let sample { fields.append(("sample", .integer(sample))) }
        if !hasInputs { fields.append(("inputs", .bool(false))) }
        if let limit { fields.append(("limit", .integer(limit))) }
        return fields
    }
}

/// A thing that is asked once.
package enum Question: Hashable, Sendable {
    /// A row of a parameter, of its gradient, or of a state of the optimizer's.
    case row(parameter: String, row: Int, of: String)
    /// Elements of a parameter, flat.
    case slice(parameter: String, first: Int, count: Int, of: String)
    /// A parameter with its elements summed up in cells.
    case picture(parameter: String, of: String, rows: Int, columns: Int)
    /// A difference of the loss for a small step of one element.
    case nudge(parameter: String, index: [Int])
    case checksum(parameter: String)
    /// The calls that its threads are in.
    case stacks

    var fields: [(String, JSONValue)] {
        switch self {
        case .row(let parameter, let row, let part):
            [("what", .string("row")), ("parameter", .string(parameter)), ("row", .integer(row)), ("of", .string(part))]
        case .slice(let parameter, let first, let count, let part):
            [
                ("what", .string("slice")), ("parameter", .string(parameter)), ("first", .integer(first)),
                ("count", .integer(count)), ("of", .string(part)),
            ]
        case .picture(let parameter, let part, let rows, let columns):
            [
                ("what", .string("picture")), ("parameter", .string(parameter)), ("of", .string(part)), ("rows", .integer(rows)),
                ("columns", .integer(columns)),
            ]
        case .nudge(let parameter, let index):
            [
                ("what", .string("nudge")), ("parameter", .string(parameter)), ("index", .array(index.map { .integer($0) })),
                ("double", .bool(true)),
            ]
        case .checksum(let parameter): [("what", .string("checksum")), ("parameter", .string(parameter))]
        case .stacks: [("what", .string("stacks"))]
        }
    }
}
