/// The way to everything of one step of a small network: all ranks stop before its update, rank 0 tells its parameters and gradients piece by
/// piece, and the run goes on. Pure: it says what is to be asked next.
struct Capture: Sendable {
    /// Whether the run goes on as soon as all has come: nobody has asked for a stop.
    let releases: Bool
    private(set) var step: WholeStep?
    private var wanted: [Piece] = []
    private var asked: [Int: Piece] = [:]
    private var values: [Part: [Float]] = [:]

    /// A parameter, or its gradient.
    private struct Part: Hashable, Sendable {
        var parameter: Int
        var isGradient: Bool
    }

    /// Elements of it that come in one answer.
    private struct Piece: Sendable {
        var part: Part
        var first: Int
        var count: Int
    }

    /// Elements of one answer, and answers that are waited for at a time, at most.
    private static let (size, mostAsked) = (1 << 16, 64)

    init(releases: Bool) { self.releases = releases }

    /// Numbers of a step that is to be computed again.
    static let recording = Recording(["norm", "batch"])

    /// Begins to fetch; the run stands before the step's update.
    mutating func begin(_ step: WholeStep) {
        self.step = step
        for parameter in step.model.parameters.indices {
            let count = step.model.parameters[parameter].count
            for isGradient in [false, true] {
                let part = Part(parameter: parameter, isGradient: isGradient)
                values[part] = []
                wanted += stride(from: 0, to: count, by: Self.size).map {
                    Piece(part: part, first: $0, count: min(Self.size, count - $0))
                }
            }
        }
    }

    /// Asks for as much as may be waited for.
    /// - Parameter ask: asks a question, and gives its number; nil where nobody is there to answer.
    mutating func ask(_ ask: (Question) -> Int?) {
        guard let model = step?.model else { return }
        while asked.count < Self.mostAsked, let piece = wanted.first {
            let question = Question.slice(
                parameter: model.parameters[piece.part.parameter].name, first: piece.first, count: piece.count,
                of: piece.part.isGradient ? "g" : "w")
            guard let sequence = ask(question) else { return }
            wanted.removeFirst()
            asked[sequence] = piece
        }
    }

    /// Takes an answer.
    /// - Returns: the reason why there is no use in going on; nil where there is.
    mutating func take(_ answer: Answer) -> String? {
        guard let piece = asked.removeValue(forKey: answer.sequence) else { return nil }
        if let fault = answer.fault { return fault }
        guard let found = answer.values["value"], found.count == piece.count, answer.isHeld, answer.step == step?.record.step
        else {
            return "the run has gone on meanwhile"
        }
        values[piece.part, default: []] += found.map { Float($0) }
        return nil
    }

    /// The step, once all has come.
    var result: WholeStep? {
        guard var step, wanted.isEmpty, asked.isEmpty else { return nil }
        for (part, found) in values {
            if part.isGradient { step.gradients[part.parameter] = found } else { step.parameters[part.parameter] = found }
        }
        return step
    }
}
