/// Scenarios of networks small enough to reckon with by hand.
public enum SmallNetworks {
    /// Two hidden layers of two ReLUs, with weights of one digit.
    public static let blame = """
        samples: [{x: [2, 1], y: 2.5}]
        network: dense:2,relu,dense:2,relu,dense:1
        weights: {w1: [[1, -1], [0.5, 1]], b1: [0, 0], w2: [[1, 0.5], [2, -0.5]], b2: [0, 0], w3: [[1, -1]], b3: [0]}
        loss: mse
        learningRate: 0.02
        batch: 1
        """
    /// A neuron and two samples.
    public static let batch = """
        samples: [{x: [2, 1], y: 1}, {x: [1, 3], y: 2}]
        network: dense:1
        weights: {w1: [[0.5, -1]], b1: [0.5]}
        loss: mse
        learningRate: 0.1
        batch: 2
        """
    /// Two sigmoids, one behind the other.
    public static let sigmoids = """
        samples: [{x: 1, y: 1}]
        network: dense:1,sigmoid,dense:1,sigmoid,dense:1
        weights: {w1: [[0]], b1: [0], w2: [[1]], b2: [-0.5], w3: [[1]], b3: [0]}
        loss: mse
        learningRate: 0.1
        batch: 1
        """
    /// Softmax over three classes.
    public static let surprise = """
        samples: [{x: 1, y: dog}]
        classes: [cat, dog, fox]
        network: dense:3
        weights: {w1: [[0.6931472], [0], [0]], b1: [0, 0, 0]}
        loss: softmaxCrossEntropy
        learningRate: 1
        batch: 1
        """
}
