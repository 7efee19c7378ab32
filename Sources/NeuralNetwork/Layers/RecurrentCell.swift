import Basics

/// The element-wise part of a recurrent layer, for one sample at one time step: what makes rnn, lstm and gru different.
///
/// `a = Σ w·x + b` and `c = Σ u·h₋₁ + b`, the sums over the input and over the state before, have `gateCount·H` elements, gate by gate.
public protocol RecurrentCell: LayerKind {
    /// Number of gates stacked along the weights' first axis.
    static var gateCount: Int { get }
    /// Whether there is a cell state beside the hidden state.
    static var hasCell: Bool { get }
    /// Whether a part z of the state before stays: its error goes on beside the gates.
    static var carriesState: Bool { get }
    /// The step from one state to the next, in the field's notation.
    /// - Parameter input: the letter of what goes in.
    static func formula(variant: Int, input: String) -> String
    /// The name in PyTorch, and in ONNX: `LSTM`.
    static var torchName: String { get }
    /// For each gate the place where ONNX has it.
    static var gatesInONNX: [Int] { get }
    /// Attributes of the operator in ONNX, besides its size.
    static func attributesInONNX(_ spec: LayerSpec) -> [(String, ONNXGraph.Attribute)]
    /// A choice within the cell: rnn's activation.
    static func variant(_ spec: LayerSpec) -> Int

    /// The gates as they are shown, in their order; empty of a cell whose one sum is the state at once.
    static var gates: [Gate] { get }
    /// The cell state in a few words; empty without one.
    static var cellMeaning: String { get }
    /// The formula of the state: `h = o·tanh c`.
    static func stateFormula(variant: Int) -> String
    /// Lines that explain what becomes of the gates: the last of `explain`.
    static var linesOfState: Int { get }
    /// The sums that each unit's gates are made of, in the order in which they are walked.
    static var sums: [GateSum] { get }

    /// From a and c and the state before: the gates' values and the state after.
    static func forward<Scalar: NetworkScalar>(_ step: CellStep<Scalar>, variant: Int)
    /// The computation of one unit's state after; a gate is made of `zₓ + zₕ`, what the input and the state before it say. The last
    /// line is the hidden state.
    static func explain<Scalar: NetworkScalar>(_ unit: Int, _ step: CellStep<Scalar>, variant: Int) -> [ExplainLine]
    /// From the gradient of the state after: that of a and c, and the part of the gradient of the state before that does not go
    /// through c.
    static func backward<Scalar: NetworkScalar>(_ step: CellStep<Scalar>, _ gradients: CellGradients<Scalar>, variant: Int)
}

/// A gate of a cell, as it is shown.
public struct Gate: Sendable {
    let name: String
    let meaning: String
    let range: ClosedRange<Float>

    init(_ name: String, _ meaning: String, _ range: ClosedRange<Float> = 0...1) {
        (self.name, self.meaning, self.range) = (name, meaning, range)
    }
}

/// A sum before a gate's function: what the input says, what the state before says, or both.
public struct GateSum: Hashable, Sendable {
    enum Part { case both, input, state }
    /// `z_f`, or the gate's own name where nothing is made of it at once.
    let name: String
    let gate: Int
    let part: Part
    /// The line of the cell's explanation that is this sum's function; nil where more than this sum goes into it.
    let result: String?

    init(_ name: String, gate: Int, _ part: Part = .both, result: String? = nil) {
        (self.name, self.gate, self.part, self.result) = (name, gate, part, result)
    }
}

/// One sample at one time step.
public struct CellStep<Scalar: NetworkScalar> {
    let size: Int
    /// `[gates·H]`
    let a: UnsafeMutablePointer<Scalar>
    /// `[gates·H]`
    let c: UnsafeMutablePointer<Scalar>
    /// `[gates·H]`, after their activations.
    let gates: UnsafeMutablePointer<Scalar>
    /// `[H]`
    let hiddenBefore: UnsafeMutablePointer<Scalar>
    /// `[H]`
    let hiddenAfter: UnsafeMutablePointer<Scalar>
    /// `[H]`, of the lstm only; elsewhere not to be touched.
    let cellBefore: UnsafeMutablePointer<Scalar>
    /// `[H]`, of the lstm only.
    let cellAfter: UnsafeMutablePointer<Scalar>
}

/// The gradients of one sample at one time step.
public struct CellGradients<Scalar: NetworkScalar> {
    /// `[H]`: in, that of the hidden state after; out, the part for the hidden state before that does not go through c.
    let hidden: UnsafeMutablePointer<Scalar>
    /// `[H]`: in, that of the cell state after; out, that of the cell state before.
    let cell: UnsafeMutablePointer<Scalar>
    /// `[gates·H]`, out.
    let a: UnsafeMutablePointer<Scalar>
    /// `[gates·H]`, out.
    let c: UnsafeMutablePointer<Scalar>
}

extension RecurrentCell {
    public static var role: LayerRole { .recurrent }
    public static func variant(_ spec: LayerSpec) -> Int { 0 }
    public static var gates: [Gate] { [] }
    public static var cellMeaning: String { "" }
    /// One: the hidden state.
    public static var linesOfState: Int { 1 }
    /// The state is made anew.
    public static var carriesState: Bool { false }

    public static func make<Scalar: NetworkScalar>(_ spec: LayerSpec, input: Shape, subject: String, _ scalar: Scalar.Type) throws
        -> any Layer<Scalar>
    {
        guard input.rank == 2 else {
            throw InputError(subject, expected: "a sequence of shape time×features", found: "\(input)")
        }
        return RecurrentLayer<Self, Scalar>(spec: spec, input: input)
    }
}

extension SpecSchema.Attribute {
    /// `returns`: all hidden states or the last.
    static let returns = SpecSchema.Attribute("returns", .word(["sequence", "last"]), default: .word("last"))
}
