import Basics
import Dashboard
import Inspection
import NeuralNetwork
import TerminalGraphics
import Testing

@testable import Remote

/// Panes of a network that is not computed again here: spreads, answers, state and weights that its modules have told.
extension RemoteScreenTests {
    /// A frame with several tensors of 32-bit numbers.
    static func record(_ header: String, _ tensors: [(name: String, shape: [Int], values: [Float])]) -> [UInt8] {
        var (body, entries) = ([UInt8](), [String]())
        for tensor in tensors {
            let bytes = tensor.values.flatMap { value in withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) } }
            entries.append(
                #""\#(tensor.name)":{"dtype":"F32","shape":\#(tensor.shape),"begin":\#(body.count),"end":\#(body.count + bytes.count)}"#
            )
            body += bytes
        }
        return frame(String(header.dropLast()) + #","tensors":{"# + entries.joined(separator: ",") + "}}", body: body)
    }

    /// A step of a network that is not computed again: two samples, of which both answers came, and the first as it looks.
    static let wholeRecord = record(
        #"{"t":"record","id":1,"step":110,"micro":1,"states":[[0,0,0,1,6],[1,0,0,1,6],[2,0,0,1,4],[2,1,0,1,4],[1,1,0,1,6],[0,1,0,1,6]],"#
            + #""batch":["12"],"spread":[[0,2,3,3,null],[1,2,3,3,"off"],[2,2,2,2,null]],"#
            + #""input":{"shape":[2,2],"kind":"image","factor":1,"sample":0}}"#,
        [
            ("norm", [6], [6, 3, 2, 0.2, 0.02, 0.002]),
            (
                "spread", [3, 7],
                [-1, 2, 0, 0.5, 1, 0, 0, 0, 2, 0, 0.7, 0.9, 0.5, 1, -1, 3, 1, 1, 2, 0, 0]
            ),
            ("spread.counts", [3, 4], [1, 2, 2, 1, 3, 1, 1, 1, 1, 1, 1, 0]), ("x", [4], [0, 0.25, 0.5, 1]),
            // Softmax of equal outputs is ½ and ½; the samples are of class 1 and 0.
            ("batch.y", [2, 2], [0, 0, 0, 0]), ("batch.dy", [2, 2], [0.25, -0.25, -0.25, 0.25]),
        ])

    func withWholeRecord() -> (RemoteDriver, MeetingHolder) {
        let (driver, holder) = run()
        holder.meeting.send(Self.wholeRecord, from: 0)
        feed(driver, holder)
        return (driver, holder)
    }

    @Test func outputsAreSpreadByModule() throws {
        let (driver, _) = withWholeRecord()
        let reading = try #require(driver.snapshot([ActivationsProbe()])[ActivationsProbe()])
        #expect(reading.samples == 2 && reading.isOfBatch && reading.layers.map(\.kind) == ["Linear", "Tanh", "Linear"])
        #expect(reading.layers[1].flatWord == "off" && reading.layers[1].deadNeurons == 1 && reading.layers[1].flat == 0.5)
        #expect(reading.layers[0].counts == [1, 2, 2, 1] && reading.layers[0].range == -1...2)
        #expect(reading.layers[2].nonFinite == 1)
    }

    @Test func answersAndTargetsAreToldFromTheGradient() throws {
        let (driver, _) = withWholeRecord()
        var script = screen(driver)
        let probe = PredictionProbe(sample: .pinned)
        let first = try #require(driver.snapshot([probe])[probe])
        #expect(first.actual == [0.5, 0.5] && first.desired == [0, 1] && abs(first.loss - 0.6931471805599453) < 1e-12)
        let sample = try #require(driver.snapshot([SampleProbe(sample: .pinned)])[SampleProbe(sample: .pinned)])
        #expect(sample.image == ImageShape(height: 2, width: 2) && sample.values == [0, 0.25, 0.5, 1] && sample.label == 1)
        try script.press("p")
        #expect(driver.snapshot([probe])[probe]?.desired == [1, 0])
        let later = driver.snapshot([SampleProbe(sample: .pinned)])
        #expect(later.reason(for: [SampleProbe(sample: .pinned)])?.contains("next recorded step") == true, "it looked at row 0")
        #expect(driver.book.losses.latest.map { abs($0 - 0.6931471805599453) < 1e-12 } == true, "the loss of the recorded step")
    }

    @Test func theOptimizersStateIsAskedForWhileSomebodyLooks() throws {
        let (driver, holder) = withRecord()
        func isAsked() -> Bool? {
            feed(driver, holder)
            let asks = holder.meeting.ranks[0].received.compactMap { message -> [StandingProbe]? in
                if case .ask(_, let probes) = message { probes } else { nil }
            }
            return asks.last?.contains { $0.name == "optimizer" }
        }
        _ = driver.snapshot([OptimizerProbe()])
        #expect(isAsked() == true)
        holder.meeting.send(
            Self.record(
                #"{"t":"frame","gen":2,"step":111,"probe":"optimizer","slots":["exp_avg","exp_avg_sq"],"layers":[0,2],"updates":110}"#,
                [
                    ("norm", [2, 3], [3, 4, 12, 1, 0, 2]), ("range", [4, 3], [-1, 1, 0, -2, 2, 0, 0, 1, 0, 0, 2, 0]),
                    ("counts", [4, 2], [1, 1, 2, 2, 3, 3, 4, 4]),
                ]), from: 0)
        feed(driver, holder)
        let reading = try #require(driver.snapshot([OptimizerProbe()])[OptimizerProbe()])
        #expect(reading.slots == ["m mean of g", "v mean of g²"] && reading.step == 110)
        #expect(reading.layers.map(\.norms) == [[5, 1], [12, 2]] && reading.layers[1].state[0].counts == [2, 2])
        _ = driver.snapshot([])
        #expect(isAsked() == false)
    }

    @Test func weightsArePaintedWhereTheyAre() throws {
        let (driver, holder) = withRecord()
        holder.meeting.ranks[0].answer = { sequence, question in
            guard case .picture("0.weight", "w", let rows, let columns) = question else { return [] }
            #expect(rows == 10 && columns == 8)
            return frame(
                #"{"t":"answer","seq":\#(sequence),"step":100,"held":false,"row_factor":1,"column_factor":2,"scale":2.0,"total":[3,4]}"#,
                "value", [3, 2], [1, 2, 3, 4, 5, -6])
        }
        let probe = WeightsProbe(
            column: 1, first: 0, count: 1, maximum: ImageShape(height: 4, width: 4), matrix: ImageShape(height: 10, width: 8))
        #expect(driver.snapshot([probe])[probe] == nil, "it is on its way")
        feed(driver, holder)
        guard case .matrix(let matrix)? = driver.snapshot([probe])[probe] else {
            Issue.record("no matrix")
            return
        }
        #expect(matrix.values == [1, 2, 3, 4, 5, -6] && matrix.outputs == 3 && matrix.inputs == 4 && matrix.columnFactor == 2)
    }
}
