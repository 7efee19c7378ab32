import Inspection
import NeuralNetwork
import Testing
import Training

/// Steps of a term and a neuron: one order of moments, gone through in both directions.
struct RevealMachineTests {
    /// batch, dense forward, relu forward, dense forward, loss, dense back, relu back, dense back, two updates.
    private static let machine = WalkMachine(
        machine: StepMachine(layerCount: 3, trainableLayers: [0, 2], iterationsPerEpoch: 4),
        groups: [
            WalkGroup(atOnce: 0..<1, column: 0),
            WalkGroup(
                states: 1..<3, column: 1, units: 3, terms: .uniform(2), hasBias: true, functions: [.init(layer: 1, state: 2)]),
            WalkGroup(states: 3..<4, column: 2, units: 2, terms: .uniform(3), hasBias: false, functions: []),
            WalkGroup(atOnce: 4..<5, column: 2),
            WalkGroup(
                states: 5..<7, column: 1, units: 3, terms: .each([2, 0, 1]), hasBias: false,
                functions: [.init(layer: 1, state: 6)]),
            WalkGroup(states: 7..<8, column: 1, units: 3, terms: .uniform(0), hasBias: false, functions: []),
            WalkGroup(atOnce: 8..<9, column: 0), WalkGroup(atOnce: 9..<10, column: 0),
        ])

    private static let beginning: WalkMachine.Beginning = { column, _, units, _ in column == 1 ? 1 : units - 1 }

    private func go(_ moment: Cursor, _ grain: Grain, _ count: Int, _ direction: Direction) -> Cursor {
        Self.machine.destination(from: moment, grain: grain, count: count, direction: direction, beginning: Self.beginning)
    }

    /// Every moment of the first iterations, a term at a time.
    private func moments(_ grain: Grain = .term, _ count: Int = 200) -> [Cursor] {
        var all = [Cursor(position: .start)]
        for _ in 0..<count { all.append(go(all[all.count - 1], grain, 1, .forward)) }
        return all
    }

    @Test func anIterationHasAStepForEveryTermBiasAndFunction() {
        // batch; three neurons of two terms, bias and function; two of three terms; loss; 2, 1 and 1 with a slope each; three
        // rows; two updates.
        let steps = 1 + 3 * 4 + 2 * 3 + 1 + (3 + 2 + 2) + 3 + 2
        #expect(moments()[steps] == Cursor(position: Position(iteration: 0, done: 10)))
        #expect(moments()[2 * steps] == Cursor(position: Position(iteration: 1, done: 10)))
        let neurons = 1 + 3 + 2 + 1 + 3 + 3 + 2
        #expect(moments(.neuron)[neurons] == Cursor(position: Position(iteration: 0, done: 10)))
    }

    @Test(arguments: [Grain.term, .neuron]) func momentsAreInOneOrder(_ grain: Grain) {
        let all = moments(grain)
        #expect(zip(all, all.dropFirst()).allSatisfy { $0 < $1 && !($1 < $0) })
    }

    @Test(arguments: [Grain.term, .neuron]) func aStepBackUndoesAStep(_ grain: Grain) {
        let all = moments(grain)
        for index in all.indices.dropFirst() { #expect(go(all[index], grain, 1, .back) == all[index - 1]) }
        #expect(go(all[0], grain, 1, .back) == all[0])
    }

    @Test(arguments: [Grain.term, .neuron], [2, 3, 10, 31, 32, 33, 90]) func manyStepsAreAsMuchAsOneByOne(
        _ grain: Grain, _ count: Int
    ) {
        let all = moments(grain)
        for index in stride(from: 0, to: 100, by: 7) {
            #expect(go(all[index], grain, count, .forward) == all[index + count])
            #expect(go(all[index + count], grain, count, .back) == all[index])
        }
    }

    @Test func theNeuronsGoRoundFromTheOneItBeginsWith() {
        let units = moments(.neuron).prefix(5).compactMap { $0.walkState?.unit }
        #expect(units == [1, 2])
        #expect(moments()[2].walkState?.part == .terms(1, of: 2))
        #expect(moments()[4].walkState?.part == .bias)
        #expect(moments()[5].walkState?.part == .function(layer: 1))
        #expect(moments()[5].walkState?.isUnitWhole == true)
        #expect(moments()[6].walkState?.unit == 2)
    }

    @Test func aLayerStepShowsTheRestFirst() {
        let all = moments()
        let within = all[4]
        #expect(Self.machine.destination(from: within, longGrain: .layer, count: 1, direction: .forward) == within.position)
        #expect(
            Self.machine.destination(from: within, longGrain: .layer, count: 2, direction: .forward)
                == Position(iteration: 0, done: 4))
        #expect(
            Self.machine.destination(from: within, longGrain: .layer, count: 1, direction: .back)
                == Position(iteration: 0, done: 1))
        #expect(
            Self.machine.destination(from: within, longGrain: .pass, count: 1, direction: .forward)
                == Position(iteration: 0, done: 4))
        #expect(
            Self.machine.destination(from: within, longGrain: .iteration, count: 1, direction: .forward)
                == Position(iteration: 0, done: 10))
        #expect(Self.machine.destination(from: within, longGrain: .pass, count: 1, direction: .back) == .start)
    }

    @Test func skippingGoesToTheSumsEndAndThenToTheNeurons() {
        var moment = moments()[2]
        moment = Self.machine.endOfSum(from: moment, beginning: Self.beginning)
        #expect(moment.walkState?.part == .bias && moment.walkState?.unit == 1)
        moment = Self.machine.endOfSum(from: moment, beginning: Self.beginning)
        #expect(moment.walkState?.isUnitWhole == true && moment.walkState?.unit == 1)
        moment = Self.machine.endOfSum(from: moment, beginning: Self.beginning)
        #expect(moment.walkState?.part == .bias && moment.walkState?.unit == 2)
    }

    @Test(arguments: [Grain.term, .neuron]) func farAwayIsOneStepOfArithmetic(_ grain: Grain) {
        let far = go(Cursor(position: .start), grain, 1_000_000_007, .forward)
        #expect(go(far, grain, 1_000_000_007, .back) == Cursor(position: .start))
    }
}

/// A layer whose neurons are made in stages: two on the way forward and one back, and neurons of two sums.
struct StagedRevealTests {
    private static let machine = WalkMachine(
        machine: StepMachine(layerCount: 2, trainableLayers: [0], iterationsPerEpoch: 4),
        groups: [
            WalkGroup(atOnce: 0..<1, column: 0),
            WalkGroup(
                states: 1..<3, column: 1,
                stages: [
                    LayerStage("first", units: 4, sums: .alike([3]), hasBias: true, functions: 1),
                    LayerStage("second", units: 3, sums: .each([2, 0, 1])),
                    LayerStage("", units: 2, sums: .alike([2, 1]), hasBias: true, functions: 1),
                ], functions: [.init(layer: 1, state: 2)], isForward: true),
            WalkGroup(atOnce: 3..<4, column: 1),
            WalkGroup(
                states: 4..<6, column: 1,
                stages: [
                    LayerStage("back", units: 3, sums: .alike([2]), arrivesAt: 0), LayerStage("", units: 2, sums: .alike([])),
                ],
                functions: [], isForward: false),
            WalkGroup(atOnce: 6..<7, column: 0),
        ])

    private func go(_ moment: Cursor, _ grain: Grain, _ count: Int, _ direction: Direction) -> Cursor {
        Self.machine.destination(from: moment, grain: grain, count: count, direction: direction) { _, stage, units, _ in
            min(units - 1, stage == nil ? 0 : 1)
        }
    }

    private func moments(_ grain: Grain) -> [Cursor] {
        var all = [Cursor(position: .start)]
        for _ in 0..<150 { all.append(go(all[all.count - 1], grain, 1, .forward)) }
        return all
    }

    @Test func everySumBiasAndFunctionOfEveryStageIsAStep() {
        // batch; 4 of three terms, bias and function; 2, 1 and 1; two of sums of 2 and 1 with biases and two functions; loss; 3
        // of two, 2; update.
        let steps = 1 + 4 * 5 + 4 + 2 * 7 + 1 + 6 + 2 + 1
        #expect(moments(.term)[steps] == Cursor(position: Position(iteration: 0, done: 7)))
        #expect(moments(.neuron)[1 + 4 + 3 + 2 + 1 + 3 + 2 + 1] == Cursor(position: Position(iteration: 0, done: 7)))
    }

    @Test func aMomentSaysWhichStageItIsIn() throws {
        let all = moments(.term)
        let first = try #require(all[2].walkState)
        #expect(first.inner?.name == "first" && first.inner?.column == 1 && first.unit == 1 && first.units == 4)
        #expect(first.place == StageUnit(stage: 0, unit: 1) && first.part == .terms(1, of: 3) && !first.isPartWhole)
        #expect(all[5].walkState?.part == .bias && all[5].walkState?.isSumWhole == true && all[5].walkState?.isUnitWhole == false)
        #expect(all[6].walkState?.part == .inner(0) && all[6].walkState?.isUnitWhole == true)
        // The end of one stage is neither all nor nothing.
        #expect(all[21].walkState?.inner?.name == "first" && all[21].walkState?.unitsShown == 4)
        #expect(all[22].walkState?.inner?.name == "second" && all[22].walkState?.unit == 1 && all[22].walkState?.part == .whole)
        let own = all[26...32].compactMap(\.walkState)
        #expect(
            own.map(\.part) == [
                .terms(1, of: 2), .terms(2, of: 2), .bias, .terms(1, of: 1), .bias, .inner(0), .function(layer: 1),
            ])
        #expect(own.map(\.sum) == [0, 0, 0, 1, 1, 1, 1])
        #expect(own.map(\.isPartWhole) == [false, false, true, false, true, true, true])
        #expect(own.map(\.isSumWhole) == [false, false, false, false, true, true, true])
        #expect(own.allSatisfy { $0.inner == nil && $0.unit == 0 })
        let back = try #require(all[41].walkState)
        #expect(back.inner?.column == 2 && back.inner?.stage == 0 && back.part == .terms(1, of: 2))
    }

    @Test(arguments: [Grain.term, .neuron]) func aStepBackUndoesAStepAndManyAreAsMuchAsOneByOne(_ grain: Grain) {
        let all = moments(grain)
        for index in all.indices.dropFirst() { #expect(go(all[index], grain, 1, .back) == all[index - 1], "\(index)") }
        for count in [2, 5, 17, 50, 51] {
            for index in stride(from: 0, to: 90, by: 3) {
                #expect(go(all[index], grain, count, .forward) == all[index + count])
                #expect(go(all[index + count], grain, count, .back) == all[index])
            }
        }
        #expect(zip(all, all.dropFirst()).allSatisfy { $0 < $1 && !($1 < $0) })
    }

    @Test func skippingEndsOneSumAfterTheOther() {
        var moment = moments(.term)[26]
        var parts: [WalkState.Part?] = []
        for _ in 0..<3 {
            moment = Self.machine.endOfSum(from: moment) { _, _, _, _ in 0 }
            parts.append(moment.walkState?.part)
        }
        #expect(parts == [.bias, .bias, .function(layer: 1)])
    }
}
