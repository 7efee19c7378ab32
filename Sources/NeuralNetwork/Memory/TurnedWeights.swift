import Kernels

/// The weights of a layer at the input and their gradient in a working copy by inputs, and which of copy and store is newer.
///
/// The stores keep PyTorch's order `[outputs, inputs]` for everybody who reads or writes them, and fetch from here what they lack
/// when they are asked; while only steps of plain descent go by, nobody asks, and a step touches nothing but the rows of inputs
/// that are not 0.
final class TurnedWeights<Scalar: NetworkScalar> {
    /// Where the matrix lies in the stores.
    let range: Range<Int>
    let matrix: TurnedMatrix<Scalar>
    private let capacity: Int
    private let kernels: any VectorKernels<Scalar>.Type
    private unowned let parameters: FlatStore<Scalar>
    private unowned let gradients: FlatStore<Scalar>
    /// The store's version that the copy's weights are those of; nil before the first.
    private(set) var weightsVersion: UInt?
    private var gradientVersion: UInt?
    private(set) var weightsAreNewer = false
    /// Forward passes one after the other that had to turn the weights first: no update is done here.
    private var turnings = 0
    private(set) var gradientIsNewer = false

    init(
        inputs: Int, outputs: Int, capacity: Int, at offset: Int, parameters: FlatStore<Scalar>, gradients: FlatStore<Scalar>,
        kernels: any VectorKernels<Scalar>.Type
    ) {
        (self.parameters, self.gradients, self.kernels, self.capacity) = (parameters, gradients, kernels, capacity)
        range = offset..<(offset + inputs * outputs)
        matrix = TurnedMatrix(inputs: inputs, outputs: outputs, capacity: capacity)
        parameters.add(self)
        gradients.add(self)
    }

    /// Size in memory.
    var byteCount: Int { TurnedMatrix<Scalar>.byteCount(inputs: matrix.inputs, outputs: matrix.outputs, capacity: capacity) }

    /// Ends the copy: what is newer here goes to the stores.
    func detach() {
        parameters.remove(self)
        gradients.remove(self)
    }

    /// Writes to a store what is newer here.
    func writeBack(into store: FlatStore<Scalar>, _ base: UnsafeMutablePointer<Scalar>) {
        if store === parameters, weightsAreNewer {
            weightsAreNewer = false
            kernels.storeWeights(matrix, into: base + range.lowerBound)
        } else if store === gradients, gradientIsNewer {
            gradientIsNewer = false
            kernels.storeGradient(matrix, into: base + range.lowerBound)
        }
    }

    /// Whether the copy serves a forward pass: always for a few samples, whose sums have another order elsewhere; for a batch
    /// unless the weights have to be turned each time, as with optimizers that update them in their store.
    func serves(rows: Int) -> Bool { rows < 4 || turnings < 4 || weightsVersion == parameters.version }

    /// `Y = X Wᵀ + b`
    func forward(
        rows: Int, _ x: UnsafePointer<Scalar>, bias: UnsafePointer<Scalar>?, _ y: UnsafeMutablePointer<Scalar>,
        scratch: UnsafeMutablePointer<Scalar>
    ) {
        if weightsVersion != parameters.version {
            kernels.load(matrix, weights: parameters.readable + range.lowerBound)
            turnings = min(turnings + 1, 4)
            weightsVersion = parameters.version
        }
        kernels.forward(matrix, rows: rows, x, bias: bias, y, scratch: scratch)
    }

    /// `dW = dYᵀ X`, in place of the gradient before.
    func gradient(rows: Int, _ x: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>, scratch: UnsafeMutablePointer<Scalar>) {
        kernels.gradient(matrix, rows: rows, x, dy, scratch: scratch)
        gradientVersion = gradients.version
        gradientIsNewer = true
        gradients.isBehind = true
    }

    /// The store's gradient counts from now on: somebody is about to write to it.
    func giveUpGradient() { _ = gradients.pointer }

    /// Another copy of the weights has become newer.
    func forgetWeights() { weightsVersion = nil }

    /// Whether an update of a range can be done here: all of the matrix is in it, and nobody has written to either store since.
    func canDescend(in whole: Range<Int>) -> Bool {
        weightsVersion == parameters.version && gradientVersion == gradients.version && range.lowerBound >= whole.lowerBound
            && range.upperBound <= whole.upperBound
    }

    /// `w −= rate·g`
    func descend(rate: Scalar) {
        kernels.descend(matrix, rate: rate)
        noteDescent()
    }

    /// `w −= rate·g`, and its sums of squares.
    func measuredDescend(rate: Scalar, measuresChange: Bool) -> DescentSquares {
        defer { noteDescent() }
        return kernels.measuredDescend(matrix, rate: rate, measuresChange: measuresChange)
    }

    private func noteDescent() {
        weightsAreNewer = true
        turnings = 0
        parameters.noteNewer(self)
    }
}
