import Inspection
import NeuralNetwork
import Training

/// A dense network written out by hand in Double, straight from the textbook: what the session's numbers are compared with.
struct HandNetwork {
    enum Function: String {
        case identity, sigmoid, tanh, relu

        func value(_ z: Double) -> Double {
            switch self {
            case .identity: z
            case .sigmoid: 1 / (1 + Double.exponential(-z))
            case .tanh: 2 / (1 + Double.exponential(-2 * z)) - 1
            case .relu: max(0, z)
            }
        }

        func derivative(_ z: Double) -> Double {
            let a = value(z)
            switch self {
            case .identity: return 1
            case .sigmoid: return a * (1 - a)
            case .tanh: return 1 - a * a
            case .relu: return z > 0 ? 1 : 0
            }
        }
    }

    enum Loss { case softmaxCrossEntropy, mse }

    struct Dense {
        /// `[out][in]`
        var weight: [[Double]]
        var bias: [Double]
        var function: Function
    }

    /// One sample's pass; index 0 is the input, i + 1 dense layer i.
    struct Pass {
        var z: [[Double]] = [[]]
        var a: [[Double]] = []
        /// ∂L/∂z; of index 0, ∂L/∂x.
        var delta: [[Double]] = []
        /// ∂L/∂a
        var error: [[Double]] = []
        var loss = 0.0
        var answer: [Double] = []
        var target: [Double] = []
    }

    var layers: [Dense]
    let loss: Loss

    /// Reads a session's parameters: `weight [out, in]` and `bias [out]`, layer after layer.
    init(_ session: Session, functions: [Function], loss: Loss) {
        let values = session.network.parameters.array.map(Double.init)
        var offset = 0
        layers = []
        for (index, function) in functions.enumerated() {
            let (inputs, outputs) = (session.columns[index].units, session.columns[index + 1].units)
            let weight = (0..<outputs).map { row in Array(values[offset + row * inputs..<offset + (row + 1) * inputs]) }
            offset += outputs * inputs
            layers.append(Dense(weight: weight, bias: Array(values[offset..<offset + outputs]), function: function))
            offset += outputs
        }
        self.loss = loss
    }

    /// Forward and back for one sample's own loss.
    func pass(_ x: [Double], target: [Double]) -> Pass {
        var pass = Pass()
        pass.a = [x]
        pass.target = target
        for layer in layers {
            let before = pass.a[pass.a.count - 1]
            let z = layer.weight.indices.map { row in zip(layer.weight[row], before).reduce(layer.bias[row]) { $0 + $1.0 * $1.1 }
            }
            pass.z.append(z)
            pass.a.append(z.map(layer.function.value))
        }
        let y = pass.a[layers.count]
        var error: [Double]
        switch loss {
        case .softmaxCrossEntropy:
            let largest = y.max() ?? 0
            let powers = y.map { Double.exponential($0 - largest) }
            let total = powers.reduce(0, +)
            pass.answer = powers.map { $0 / total }
            pass.loss = zip(y, target).reduce(0) { $0 - $1.1 * ($1.0 - largest - Double.logarithm(total)) }
            error = zip(pass.answer, target).map { $0 - $1 }
        case .mse:
            pass.answer = y
            pass.loss = zip(y, target).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / Double(y.count)
            error = zip(y, target).map { 2 * ($0 - $1) / Double(y.count) }
        }
        pass.error = [error]
        pass.delta = []
        for index in layers.indices.reversed() {
            let layer = layers[index]
            let delta = zip(error, pass.z[index + 1]).map { $0 * layer.function.derivative($1) }
            pass.delta.insert(delta, at: 0)
            error = layer.weight[0].indices.map { column in delta.indices.reduce(0) { $0 + layer.weight[$1][column] * delta[$1] }
            }
            pass.error.insert(error, at: 0)
        }
        pass.delta.insert(error, at: 0)
        return pass
    }

    /// The mean over samples of δ·a for one weight.
    func gradient(_ passes: [Pass], layer: Int, output: Int, input: Int) -> Double {
        passes.reduce(0) { $0 + $1.delta[layer + 1][output] * $1.a[layer][input] } / Double(passes.count)
    }

    /// ‖∂L/∂θ‖₂ of a layer's weights and biases, of the mean loss.
    func gradientNorm(_ passes: [Pass], layer: Int) -> Double {
        var sum = 0.0
        for output in layers[layer].bias.indices {
            let bias = passes.reduce(0) { $0 + $1.delta[layer + 1][output] } / Double(passes.count)
            sum += bias * bias
            for input in layers[layer].weight[0].indices {
                let weight = gradient(passes, layer: layer, output: output, input: input)
                sum += weight * weight
            }
        }
        return sum.squareRoot()
    }
}
