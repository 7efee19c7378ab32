import Basics

/// The answer to something that was asked once.
package struct Answer: Hashable, Sendable {
    /// Number of the question.
    package var sequence: Int
    package var step: Int
    package var isHeld: Bool
    /// The reason why there is none; nil where there is one.
    package var fault: String?
    /// Tensors by their names, in a row each.
    package var values: [String: [Double]]
    package var shapes: [String: [Int]]
    /// Numbers of the header by their names, those among them that came as text.
    package var numbers: [String: Double]
    /// Sizes of the whole of which a picture was made; nil of other answers.
    package var totals: [Int]?

    init(_ fields: MessageFields) throws(WireError) {
        sequence = try fields.count("seq")
        step = try fields["step"] == nil ? 0 : fields.step()
        isHeld = fields["held"]?.bool ?? false
        fault = fields.optionalText("error")
        values = fields.frame.tensors.keys.reduce(into: [:]) { $0[$1] = fields.frame.values($1) }
        shapes = fields.frame.tensors.mapValues(\.shape)
        totals = fields["total"]?.array?.compactMap(\.count)
        numbers = [:]
        for name in fields.frame.header.keys {
            numbers[name] = fields[name]?.number ?? fields[name]?.string.flatMap { Double($0) }
        }
    }
}

/// A rank's part in an appointment to stop.
struct StopReply: Hashable, Sendable {
    var kind: Kind
    /// Number of the appointment.
    var id: Int
    var step: Int
    /// The reason why it goes on.
    var why: String

    enum Kind: String, Sendable { case armed, late, missed, held, running }

    init(_ fields: MessageFields) throws(WireError) {
        guard let kind = Kind(rawValue: fields.frame.type) else { throw fields.missing("t") }
        self.kind = kind
        id = try fields.count("id")
        step = try fields.step()
        why = fields.optionalText("why", atMost: 80) ?? ""
    }
}

/// A thing that has happened in a rank.
package struct RankEvent: Hashable, Sendable {
    /// `failed`, `nan`, `inf`, `oom`, `exception`, `silent`, `skipped`.
    package var what: String
    package var step: Int?
    package var text: String

    /// Whether the rank makes no updates any more, and nobody knows why.
    var isSilence: Bool { what == "silent" }

    /// Whether the rank has ended with it.
    var isEnd: Bool { ["exception", "oom"].contains(what) }

    init(_ fields: MessageFields) throws(WireError) {
        what = try fields.text("what", atMost: 40)
        step = fields["step"]?.count
        text = fields.optionalText("text") ?? ""
    }
}

/// The calls that a thread of a rank is in, the innermost first.
package struct ThreadStack: Hashable, Sendable {
    package var name: String
    package var calls: [String]

    static func all(_ fields: MessageFields) throws(WireError) -> [ThreadStack] {
        try fields.list("threads").prefix(64).compactMap { entry in
            guard let parts = entry.array, parts.count == 2, let name = parts[0].string, let calls = parts[1].array else {
                return nil
            }
            let lines = calls.prefix(100).compactMap { call -> String? in
                guard let call = call.array, call.count == 3, let file = call[0].string, let line = call[1].count else {
                    return nil
                }
                return ForeignText.cleaned("\(call[2].string ?? "?") \(file):\(line)", atMost: 200)
            }
            return ThreadStack(name: ForeignText.cleaned(name, atMost: 80), calls: lines)
        }
    }
}
