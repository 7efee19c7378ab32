import Inspection
import NeuralNetwork
import Testing
import Training

@Suite struct GradientVerdictTests {
    @Test(arguments: [
        (0.5, 1.0, GradientVerdict.healthy), (10, 1, .healthy), (10.1, 1, .exploding), (0.5, 9.9, .healthy),
        (0.5, 10.1, .exploding),
        (0.5, 0.0011, .healthy), (0.5, 0.0009, .vanishing), (1e-30, 1, .healthy), (1e-30, 1e-9, .vanishing), (0, 1, .dead),
        (0, 0, .dead), (0, .nan, .dead), (.nan, 1, .notFinite), (.infinity, 1, .notFinite), (1, .infinity, .notFinite),
        (1, .nan, .notFinite),
    ]) func everyPairOfSizesHasItsWord(_ norm: Double, _ relative: Double, _ verdict: GradientVerdict) {
        #expect(GradientVerdict(norm: norm, relativeError: relative) == verdict)
    }

    @Test(arguments: [
        (0.5, 1.0, GradientVerdict.biasOnly), (100, 1, .biasOnly), (0.5, 1e-9, .biasOnly), (0, 1, .dead), (.nan, 1, .notFinite),
    ]) func aLayerWhoseWeightsGetNothingIsNotHealthy(_ norm: Double, _ relative: Double, _ verdict: GradientVerdict) {
        #expect(GradientVerdict(norm: norm, relativeError: relative, reachesWeights: false) == verdict)
    }

    @Test func wordsAreDifferentAndOrderedFromGoodToBad() {
        #expect(Set(GradientVerdict.allCases.map(\.word)).count == GradientVerdict.allCases.count)
        #expect(GradientVerdict.allCases.max() == .notFinite)
        #expect(GradientVerdict.allCases.min() == .healthy)
    }
}
