/// The letters that a layer's explanation is written in. Whoever looks at a network gives them, so that a number has the same letter
/// from whichever layer it is looked at; see Notation.md.
public struct LayerLetters: Hashable, Sendable {
    /// The letter of what goes in: `x`, `a₁`; `z` where a function follows its sum.
    public var input: String
    /// The letter of what comes out: `z` of a weighted sum, `a` of a function, `h` of a recurrent layer.
    public var output: String
    /// The sign of the error at what goes in: `∂L/∂a`, `δ`.
    public var inputError: String
    /// The sign of the error at what comes out: `δ`, `δ₂`, `∂L/∂a`.
    public var outputError: String
    /// The letter of the weights: `w`; `w₂` where another layer is looked at.
    public var weight: String

    /// All letters at once.
    public init(input: String, output: String, inputError: String, outputError: String, weight: String = "w") {
        (self.input, self.output) = (input, output)
        (self.inputError, self.outputError, self.weight) = (inputError, outputError, weight)
    }

    /// Letters of a layer that is looked at alone: x in, a out.
    public static let plain = LayerLetters(input: "x", output: "a", inputError: "∂L/∂x", outputError: "δ")
    /// Letters of a weighted sum: x in, z out.
    public static let sum = LayerLetters(input: "x", output: "z", inputError: "∂L/∂x", outputError: "δ")
    /// Letters of a function of one number: z in, a out.
    public static let function = LayerLetters(input: "z", output: "a", inputError: "δ", outputError: "∂L/∂a")
    /// Letters of a layer with a state: x in, h out.
    public static let state = LayerLetters(input: "x", output: "h", inputError: "∂L/∂x", outputError: "∂L/∂h")

    /// The letter of the error at the output of a layer that makes neurons; of a function δ, too, where it begins a row.
    private var headError: String { output == "h" ? outputError : "δ" }

    /// `f′(z)`: a function's slope at what goes in.
    var slope: String { "f′(\(input))" }
}

extension LayerLetters {
    /// Letters of layers in a row, of which each but the first only changes the numbers of the one before: z, then z′ and so on, and at
    /// the end a.
    /// - Parameters:
    ///   - layers: the layers, views left out.
    ///   - input: the letter of what goes into the first.
    ///   - inputError: that of the error that it sends back.
    public static func chain<Scalar: NetworkScalar>(
        _ layers: [any Layer<Scalar>], input: String, inputError: String
    ) -> [LayerLetters] {
        var (letter, error) = (input, inputError)
        return layers.enumerated().map { index, layer in
            let isLast = index == layers.count - 1
            let own = layer.letters.output
            let output =
                index == 0
                ? (layers.count > 1 && own == "a" ? "z" : own)
                : isLast ? "a" : "z" + String(repeating: "′", count: index)
            let outputError = index == 0 ? layer.letters.headError : "∂L/∂" + output
            defer { (letter, error) = (output, outputError) }
            return LayerLetters(input: letter, output: output, inputError: error, outputError: outputError)
        }
    }
}
