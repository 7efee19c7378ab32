import NeuralNetwork
import Testing

/// Outputs and gradients of single layers, as PyTorch 2.15 computes them in float64 for `(y·g).sum().backward()`; its ε is a
/// Float.
struct TorchLayerTests {
    /// `CrossEntropyLoss(reduction="sum", label_smoothing=…, weight=…)` and its gradient, for indices and probabilities.
    @Test(arguments: [
        (
            "softmaxCrossEntropy(smoothing:0.1,reduction:sum)", 6.4072666131,
            [0.1419570588, -0.8942207601, 0.7522637013, -0.9026065930, 0.1434868488, 0.7591197442]
        ),
        (
            "softmaxCrossEntropy(weights:1x2.5x0.5,reduction:sum)", 11.5859002247,
            [0.4382259804, -2.4022185668, 1.9639925865, -0.9692732597, 0.1768201821, 0.7924530776]
        ),
        (
            "softmaxCrossEntropy(smoothing:0.2,weights:1x2.5x0.5,reduction:sum)", 10.4617690544,
            [0.3306582222, -2.0780115006, 1.7473532784, -0.8338914770, 0.0219415276, 0.8119499494]
        ),
        (
            "softmaxCrossEntropy(target:probabilities,smoothing:0.2,weights:1x2.5x0.5,reduction:sum)", 7.0573298001,
            [0.0444491398, -1.1061725533, 1.0617234135, -0.5926624074, -0.1709856651, 0.7636480725]
        ),
    ]) func smoothedAndWeightedTargetsAreTorchs(loss: String, value: Double, gradient: [Double]) throws {
        let own = Loss<Double>(try LossSpec(parsing: loss), output: [3])
        var found = [Double](repeating: 0, count: 6)
        let targets = Targets<Double>.made(classes: [1, 0], values: [0.2, 0.5, 0.3, 0.7, 0.1, 0.2])
        let output = [0.5, -1.0, 2.0, -0.25, 1.5, 3.0]
        #expect(abs(own.value(count: 2, output: output, targets) - value) < 1e-9)
        own.backward(count: 2, output: output, targets, into: &found)
        for (own, torch) in zip(found, gradient) { #expect(abs(own - torch) < 1e-9) }
    }

    private static let x = [
        0.5, -1.0, 2.0, 0.0, 1.5, -0.5, -2.0, 1.0, 0.25, 0.75, -1.25, 3.0, -0.5, 0.5, 1.0, -1.0,
    ]
    private static let g = (0..<16).map { Double($0) / 8 - 1 }

    struct Case: CustomTestStringConvertible, Sendable {
        var layer: String
        /// All parameters of the layer, one after the other.
        var parameters: [Double]
        var output: [Double]
        var inputGradient: [Double]
        var gradients: [Double]
        var testDescription: String { layer }
    }

    static let cases = [
        Case(
            layer: "groupNorm:2", parameters: [1.5, -0.5, 0.75, 2.0, 0.1, -0.2, 0.3, 0.0],
            output: [
                0.4754684277, -1.3267800182, 2.2777168736, -0.1252810542, -0.7256557997, 0.0753435096, 0.6760929916,
                -0.5254059724, 0.244287316, 0.5414216942, -0.6471158186, 1.878526396, -1.3371047018, 0.2476119818, 1.0399703237,
                -2.1294630437,
            ],
            inputGradient: [
                -0.7599707819, -0.6865704465, -0.3828090058, -0.3350043488, 0.6929693661, 0.5405241958, 0.4136747039,
                0.5171863172, -0.6093743976, -0.4875423139, -0.603452676, -0.1250069236, 0.1116612105, 0.4048477742, 0.6504858488,
                0.6583814777,
            ],
            gradients: [-0.4130152689, 0.0375468426, 0.5137948623, -0.7985486414, -3.25, -1.25, 0.75, 2.75]),
        prelu("prelu(shared:false)", parameters: Array(repeating: 0.25, count: 4), gradients: [0.875, 0.6875, -0.3125, -1.125]),
        prelu("prelu", parameters: [0.25], gradients: [0.125]),
    ]

    private static func prelu(_ layer: String, parameters: [Double], gradients: [Double]) -> Case {
        Case(
            layer: layer, parameters: parameters,
            output: [0.5, -0.25, 2.0, 0.0, 1.5, -0.125, -0.5, 1.0, 0.25, 0.75, -0.3125, 3.0, -0.125, 0.5, 1.0, -0.25],
            inputGradient: [
                -1.0, -0.21875, -0.75, -0.15625, -0.5, -0.09375, -0.0625, -0.125, 0.0, 0.125, 0.0625, 0.375, 0.125, 0.625, 0.75,
                0.21875,
            ], gradients: gradients)
    }

    @Test(arguments: cases) func theNumbersAreTorchs(_ test: Case) throws {
        let spec = try NetworkSpec(input: [4, 2, 2], parsing: test.layer)
        let network = try Network<Double>(spec, seed: 1)
        #expect(network.parameters.count == test.parameters.count)
        for (index, value) in test.parameters.enumerated() { network.parameters[index] = value }
        let workspace = network.makeWorkspace(capacity: 1)
        for (index, value) in Self.x.enumerated() { workspace.input[index] = value }
        network.forward(in: workspace, mode: .train)
        for (index, value) in Self.g.enumerated() { workspace.outputGradient(1).pointer[index] = value }
        network.backward(in: workspace)
        let gradients = try #require(workspace.gradients)
        for (own, torch) in [
            (workspace.output.array, test.output), (workspace.outputGradient(0).array, test.inputGradient),
            ((0..<test.gradients.count).map { gradients[$0] }, test.gradients),
        ] {
            #expect(own.count == torch.count)
            for (own, torch) in zip(own, torch) { #expect(abs(own - torch) < 1e-7, "\(own), torch \(torch)") }
        }
    }
}

extension Targets where Scalar == Double {
    /// Targets that stay where they are as long as the tests run.
    fileprivate static func made(classes: [Int32], values: [Double]) -> Targets {
        let (places, numbers) = (
            UnsafeMutablePointer<Int32>.allocate(capacity: classes.count),
            UnsafeMutablePointer<Double>.allocate(capacity: values.count)
        )
        places.initialize(from: classes, count: classes.count)
        numbers.initialize(from: values, count: values.count)
        return Targets(classes: places, values: numbers)
    }
}
