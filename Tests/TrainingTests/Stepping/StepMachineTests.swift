import Inspection
import Testing
import Training

@Suite struct StepMachineTests {
    struct Shape: Sendable, CustomTestStringConvertible {
        var layers: Int
        var trainable: [Int]
        var perEpoch: Int
        var machine: StepMachine { StepMachine(layerCount: layers, trainableLayers: trainable, iterationsPerEpoch: perEpoch) }
        var testDescription: String { "\(layers) layers, trainable \(trainable), \(perEpoch) iterations an epoch" }
    }

    static let shapes = [
        Shape(layers: 1, trainable: [0], perEpoch: 1), Shape(layers: 3, trainable: [0, 2], perEpoch: 2),
        Shape(layers: 2, trainable: [1], perEpoch: 3), Shape(layers: 2, trainable: [], perEpoch: 2),
    ]

    @Test func statesComeInTheOrderOfBackpropagation() {
        let machine = StepMachine(layerCount: 3, trainableLayers: [0, 2], iterationsPerEpoch: 4)
        #expect(
            machine.phases == [
                .batch, .forward(0), .forward(1), .forward(2), .loss, .backward(2), .backward(1), .backward(0), .update(0),
                .update(2),
            ])
        #expect(machine.phases[machine.doneBeforeUpdates] == .update(0))
    }

    @Test(arguments: shapes) func everyStateHasItsPlace(_ shape: Shape) {
        let machine = shape.machine
        for (place, phase) in machine.phases.enumerated() {
            #expect(machine.ordinal(of: phase) == place, "\(phase)")
            for done in 1...machine.stateCount {
                #expect(
                    machine.hasDone(phase, at: Position(iteration: 4, done: done)) == (done > place), "\(phase), \(done) done")
            }
            #expect(!machine.hasDone(phase, at: .start))
        }
    }

    @Test(arguments: shapes) func aStateThatThereIsNotIsNeverDone(_ shape: Shape) {
        let machine = shape.machine
        let layers = -1...shape.layers
        let phases = layers.flatMap { [Phase.forward($0), .backward($0), .update($0)] }.filter { !machine.phases.contains($0) }
        #expect(phases.count == 6 + shape.layers - shape.trainable.count)
        for phase in phases { #expect(!machine.hasDone(phase, at: machine.end(ofIteration: 2)), "\(phase)") }
    }

    @Test(arguments: shapes) func updatesBeginAfterTheLastGradient(_ shape: Shape) {
        let machine = shape.machine
        for done in 1...machine.stateCount {
            let phases = machine.phases.prefix(done)
            let position = Position(iteration: 1, done: done)
            #expect(machine.hasBegunUpdates(at: position) == phases.contains { $0.pass == .update })
            #expect((position <= machine.beforeUpdates(ofIteration: 1)) == phases.allSatisfy { $0.pass != .update })
        }
        #expect(machine.phase(at: machine.beforeUpdates(ofIteration: 3)) == .backward(0))
    }

    @Test(arguments: shapes) func statesOfLayersAreThoseOfEach(_ shape: Shape) {
        let machine = shape.machine
        for first in 0..<shape.layers {
            for end in first...shape.layers {
                #expect(Array(machine.phases[machine.forwardStates(of: first..<end)]) == (first..<end).map { .forward($0) })
                let back = (first..<end).reversed().map { Phase.backward($0) }
                #expect(Array(machine.phases[machine.backwardStates(of: first..<end)]) == back)
            }
        }
    }

    /// What a layer reads is made before it; what it sends back is there after all behind it.
    @Test func activationsAndTheirGradientsComeFromTheNeighbors() {
        let machine = StepMachine(layerCount: 3, trainableLayers: [0, 2], iterationsPerEpoch: 4)
        let sources: [Phase] = [.batch, .forward(0), .forward(1), .forward(2)]
        #expect((0...3).map { machine.source(ofActivation: $0) } == sources)
        let senders: [Phase] = [.backward(0), .backward(1), .backward(2), .loss]
        #expect((0...3).map { machine.source(ofGradientAtActivation: $0) } == senders)
    }

    @Test(arguments: shapes) func everyStepLeadsWhereCountingStatesLeads(_ shape: Shape) {
        let machine = shape.machine
        let walk = NaiveWalk(machine: machine)
        for ordinal in 0...machine.stateCount * shape.perEpoch * 3 {
            let position = machine.position(at: ordinal)
            for grain in Grain.allCases {
                for direction in [Direction.forward, .back] {
                    for count in 0...9 {
                        let found = machine.destination(from: position, grain: grain, count: count, direction: direction)
                        let expected = walk.destination(from: position, grain: grain, count: count, direction: direction)
                        #expect(found == expected, "\(count) × \(grain) \(direction) from \(position)")
                    }
                }
            }
        }
    }

    @Test(arguments: shapes) func countsBelowOneDoNothing(_ shape: Shape) {
        let machine = shape.machine
        for ordinal in 0...machine.stateCount * 3 {
            let position = machine.position(at: ordinal)
            for grain in Grain.allCases {
                for count in [0, -1, -7, .min] {
                    #expect(machine.destination(from: position, grain: grain, count: count, direction: .forward) == position)
                    #expect(machine.destination(from: position, grain: grain, count: count, direction: .back) == position)
                }
            }
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: shapes) func hugeCountsEndSomewhereFarAndBackAtTheBeginning(_ shape: Shape) {
        let machine = shape.machine
        let here = machine.position(at: machine.stateCount + 2)
        for grain in Grain.allCases {
            for count in [999_999_999_999_999, .max - 1, .max] {
                let far = machine.destination(from: here, grain: grain, count: count, direction: .forward)
                #expect(far.iteration > 1_000_000_000)
                #expect(machine.destination(from: far, grain: grain, count: count, direction: .back) == .start)
                #expect(machine.destination(from: here, grain: grain, count: count, direction: .back) == .start)
                for next in Grain.allCases {
                    #expect(
                        machine.destination(from: far, grain: next, count: count, direction: .forward) >= far,
                        "forward is never back")
                }
            }
        }
    }

    @Test(arguments: shapes) func positionsAndTheirOrdinalsAreOneToOne(_ shape: Shape) {
        let machine = shape.machine
        var last: Position?
        for ordinal in 0...machine.stateCount * 4 {
            let position = machine.position(at: ordinal)
            #expect(machine.ordinal(of: position) == ordinal)
            if let last { #expect(last < position) }
            last = position
        }
        #expect(machine.position(at: -3) == .start)
    }

    @Test func anIterationEndsWithItsLastStateAndBeginsTheCount() {
        let machine = StepMachine(layerCount: 2, trainableLayers: [0], iterationsPerEpoch: 3)
        #expect(machine.end(ofIteration: -1) == .start)
        #expect(machine.phase(at: .start) == nil)
        #expect(machine.phase(at: machine.end(ofIteration: 4)) == .update(0))
        #expect(machine.completedIterations(at: .start) == 0)
        #expect(machine.completedIterations(at: machine.end(ofIteration: 4)) == 5)
        #expect(machine.completedIterations(at: Position(iteration: 4, done: machine.stateCount - 1)) == 4)
    }
}
