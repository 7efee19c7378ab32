/// Something that a layer keeps or gives on a sample's way through it, to be looked at: a mask, a gate, the output, an error.
public struct LayerPart<Scalar: NetworkScalar>: Sendable {
    /// The step of an iteration that computes it.
    public enum Step: Hashable, Sendable {
        /// The layer's forward pass.
        case forward
        /// The layer behind, or the loss, which sends its gradient back.
        case outputGradient
        /// The layer's own backward pass.
        case backward
    }

    /// In the letters of the layer's formulas: `a`, `i`, `δ`.
    public var name: String
    /// The same in a few words; may be empty.
    public var meaning: String
    /// Shape of the values.
    public let shape: Shape
    /// All of them.
    public let values: [Scalar]
    /// Where values are sure to be, such as 0 ... 1 of a gate; nil: anywhere.
    public let range: ClosedRange<Float>?
    /// When it is there.
    public let step: Step
    /// Whether it is what comes in, or the error there.
    public private(set) var isOfInput = false

    init(
        _ name: String, _ meaning: String = "", _ shape: Shape, _ values: [Scalar], range: ClosedRange<Float>? = nil,
        _ step: Step = .forward
    ) {
        (self.name, self.meaning, self.shape, self.values) = (name, meaning, shape, values)
        (self.range, self.step) = (range, step)
    }
}

extension LayerPart {
    fileprivate var ofInput: LayerPart {
        var part = self
        part.isOfInput = true
        return part
    }
}

extension Layer {
    /// The output alone.
    public func forwardParts(of unit: Int, in pass: LayerPass<Scalar>) -> [LayerPart<Scalar>] { [outputPart(in: pass)] }
    /// The error at the output alone.
    public func backwardParts(in pass: LayerPass<Scalar>) -> [LayerPart<Scalar>] { errorPart(in: pass) }

    func outputPart(_ meaning: String? = nil, in pass: LayerPass<Scalar>) -> LayerPart<Scalar> {
        LayerPart(
            pass.letters.output, meaning ?? spec.name, outputShape, pass.values(pass.output, outputShape.count),
            range: spec.outputRange)
    }

    /// The error at the output; nothing where nobody needs it.
    func errorPart(_ meaning: String = "comes back", in pass: LayerPass<Scalar>) -> [LayerPart<Scalar>] {
        pass.outputGradient.map {
            [
                LayerPart(
                    pass.letters.outputError, meaning, outputShape, pass.values($0.values, outputShape.count), .outputGradient)
            ]
        } ?? []
    }
}

extension LayerPass {
    /// The numbers at a pointer.
    func values(_ pointer: UnsafePointer<Scalar>, _ count: Int) -> [Scalar] {
        Array(UnsafeBufferPointer(start: pointer, count: count))
    }

    /// The sample's part of a piece of scratch.
    func scratch(_ piece: Int) -> [Scalar] {
        let count = layer.scratchSpecs[piece].shape.count
        return values(UnsafePointer(memory.scratch[piece] + sample * count), count)
    }

    /// The input of the layer.
    public var inputPart: LayerPart<Scalar> {
        LayerPart(letters.input, "what comes in", layer.inputShape, values(input, layer.inputShape.count)).ofInput
    }

    /// ∂L/∂x, where it is sent on.
    public var inputErrorPart: LayerPart<Scalar>? {
        inputGradient.map {
            LayerPart(letters.inputError, "goes on back", layer.inputShape, values($0.values, layer.inputShape.count), .backward)
                .ofInput
        }
    }

    /// Parts that the layer keeps and gives on the way forward, in the order in which they are computed.
    /// - Parameter unit: the output that somebody looks at.
    public func forwardParts(of unit: Int) -> [LayerPart<Scalar>] { layer.forwardParts(of: unit, in: self) }

    /// Errors that arrive at the layer, and those that it keeps on the way back.
    public var backwardParts: [LayerPart<Scalar>] { layer.backwardParts(in: self) }
}
