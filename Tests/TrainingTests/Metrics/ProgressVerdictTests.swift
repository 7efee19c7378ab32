import Foundation
import Inspection
import Testing
import Training

/// What is said of runs of which one can see how they go.
struct ProgressVerdictTests {
    /// A loss with noise that is the same every time.
    private static func verdict(
        _ count: Int = 500, heldOut: [Double] = [], guessing: Double? = 2.3, noise: Double = 0.05, _ loss: (Double) -> Double
    ) -> ProgressVerdict {
        var series = MetricSeries()
        for iteration in 0..<count {
            let jitter = Double((iteration * 7919) % 101) / 50 - 1
            series.append(loss(Double(iteration) / Double(count)) * (1 + noise * jitter))
        }
        let points = heldOut.enumerated().map { index, loss in
            HeldOutPoint(
                iteration: count * (index + 1) / heldOut.count, loss: loss, accuracy: nil, samples: 10, trainLoss: nil,
                trainAccuracy: nil)
        }
        return ProgressVerdict(series, count: count, heldOut: points, guessing: guessing, longestWindow: 1000)
    }

    @Test(arguments: [
        ("2.3 at the beginning, 0.4 at the end", 500, 0.05, ProgressVerdict.Word.improving),
        ("falls a little, in much noise", 500, 0.3, .improving),
        ("stays at guessing", 500, 0.05, .notLearning), ("stays at guessing, whatever the noise", 500, 0.5, .notLearning),
        ("stays at 0.5", 500, 0.1, .leveled), ("stays at 0.01", 500, 0.1, .learned),
        ("reaches 0, as hinge does", 500, 0, .learned), ("rises", 500, 0.05, .worsening),
        ("2.3 at the beginning, 0.4 at the end", 19, 0.05, .early), ("NaN at the end", 500, 0.05, .notFinite),
        ("falls from 400 to 200", 500, 0.05, .poor), ("falls from 100 to 15 and stays there", 38, 0.3, .stuck),
        ("falls to guessing", 160, 0.001, .guessing), ("scatters about 0.5", 60, 0.9, .unclear),
        ("falls from 1 to 0.5, scattering", 90, 0.3, .improving),
    ])
    func theWordFitsTheCurve(_ curve: String, _ count: Int, _ noise: Double, _ word: ProgressVerdict.Word) {
        let verdict = Self.verdict(count, noise: noise) { time in
            switch curve {
            case "2.3 at the beginning, 0.4 at the end": 2.3 * exp(-1.75 * time)
            case "falls a little, in much noise": 1.5 - 0.5 * time
            case "stays at guessing", "stays at guessing, whatever the noise": 2.303
            case "stays at 0.5": 0.5
            case "stays at 0.01": 0.01
            case "reaches 0, as hinge does": max(0, 1 - 4 * time)
            case "rises": 0.5 + time
            case "falls from 100 to 15 and stays there": time < 0.3 ? 100 * exp(-6 * time) : 15
            case "falls to guessing": 2.303 + 0.1 * exp(-3 * time)
            case "scatters about 0.5": 0.5
            case "falls from 1 to 0.5, scattering": 1 - 0.5 * time
            case "NaN at the end": time < 0.9 ? 1 : .nan
            default: 400 - 200 * time
            }
        }
        #expect(verdict.word == word, "\(verdict)")
    }

    /// The first batches of the default network on MNIST: half of the loss is gone, however the last ones scatter.
    @Test(arguments: [24, 27, 31])
    func theFirstIterationsOnDigitsAreAnImprovement(_ count: Int) {
        let losses = [
            2.349, 2.269, 2.200, 2.304, 2.161, 2.084, 2.072, 2.005, 1.919, 1.947, 1.933, 1.868, 1.720, 1.772, 1.564, 1.561, 1.582,
            1.700, 1.591, 1.646, 1.387, 1.310, 1.408, 1.363, 1.206, 1.482, 1.135, 1.117, 1.158, 1.089, 1.189,
        ]
        var series = MetricSeries()
        for loss in losses { series.append(loss) }
        #expect(ProgressVerdict(series, count: count, heldOut: [], guessing: 2.303, longestWindow: 626).word == .improving)
    }

    @Test(arguments: [
        ([1.0, 0.6, 0.5, 0.55, 0.6, 0.7], ProgressVerdict.Word.overfitting),
        ([1.0, 0.6, 0.5, 0.49, 0.5, 0.51], .improving),
        ([1.0, 0.8, 0.6, 0.5, 0.4, 0.6], .improving),
        ([0.5, 0.05, 0.06, 0.055, 0.06, 0.057], .improving),
    ])
    func heldOutLossThatHasPassedItsLowestIsOverfitting(_ heldOut: [Double], _ word: ProgressVerdict.Word) {
        #expect(Self.verdict(heldOut: heldOut) { 2.3 * exp(-3 * $0) }.word == word)
    }

    @Test(arguments: [
        ([1.0, 0.9, 0.85, 0.8, 0.75, 0.7], ProgressVerdict.Word.improving), ([1.0, 0.8, 0.8, 0.8, 0.8, 0.8], .leveled),
    ])
    func heldOutLossShowsWhatBatchesNoiseHides(_ heldOut: [Double], _ word: ProgressVerdict.Word) {
        #expect(Self.verdict(heldOut: heldOut, noise: 0.9) { 1 - 0.1 * $0 }.word == word)
    }

    @Test func aVerdictOnTheCursorsPastIgnoresWhatCameLater() throws {
        let session = try Small.session(rate: 0.2, epochs: 40)
        session.run(to: 60)
        let then = try #require(session.ask(ProgressProbe()))
        session.run(to: 150)
        session.move(to: session.machine.end(ofIteration: 59))
        #expect(try #require(session.ask(ProgressProbe())) == then)
    }
}
