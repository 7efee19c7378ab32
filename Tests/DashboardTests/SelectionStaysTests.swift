import Dashboard
import Datasets
import Inspection
import TerminalGraphics
import Testing
import Training

/// What is looked at stays what it is until a person moves on, and can be said by its name.
struct SelectionStaysTests {
    private func press(_ keys: String) throws -> ScriptedDashboard { try Example.pressing(keys) }

    @Test(arguments: ["n*30", "s .", "s . . ,", "Space Escape Escape", "n*9 Home", "2 Escape s*20 n*5"])
    func theWeightStays(_ keys: String) throws {
        let first = try press("").view.selection
        let weight = try #require(first.input)
        var script = try press("")
        for key in try KeySequence.parse(keys) {
            try script.press(key)
            // A walk takes the selection along, to the neuron whose sum grows.
            if script.snapshot.status.walkState == nil { #expect(script.view.selection.column >= 1) }
        }
        if !keys.hasPrefix("2") { #expect(script.view.selection.input == weight && script.view.selection.neuron == first.neuron) }
        #expect(script.view.selection.input != nil)
    }

    @Test(arguments: [
        ("w[1,2,7]", 1, 2, 7), ("w₁[2,7]", 1, 2, 7), ("w1[2,7]", 1, 2, 7), ("w[2,0,3]", 2, 0, 3), ("b[2,1]", 2, 1, 6),
        ("b₁[4]", 1, 4, 64),
    ])
    func aParameterIsLookedAtByItsName(_ name: String, _ column: Int, _ neuron: Int, _ input: Int) throws {
        let script = try press("\":select \(name)\" Enter n*20")
        #expect(script.view.selection == Selection(column: column, neuron: neuron, input: input))
    }

    @Test func neuronsLayersAndSamplesAreLookedAtByTheirNumbers() throws {
        var script = try press("\":select neuron 2 1\" Enter")
        #expect((script.view.selection.column, script.view.selection.neuron) == (2, 1) && script.view.selection.input != nil)
        try script.press("\":select layer 1\" Enter s \":select sample 3\" Enter")
        #expect(script.view.selection.column == 1 && script.view.selection.sample == .batch(2))
        try script.press("\":select sample pinned\" Enter")
        #expect(script.view.selection.sample == .pinned)
    }

    @Test(arguments: [
        ("w[9,0,0]", "layers 1 to 2"), ("w[1,60,0]", "neurons 0 to 5"), ("w[1,0,99]", "inputs 0 to 63"),
        ("neuron 2", "a layer and"),
        ("neuron 2 3", "from 0 to 2"), ("sample 2", "no batch"), ("wat", "thing to look at"), ("", "what to look at"),
        ("0.weight[0,0]", "a weight such as"),
    ])
    func whatThereIsNotIsSaid(_ what: String, _ expected: String) throws {
        let script = try press("\":select \(what)\" Enter")
        #expect(script.text.contains(expected))
        #expect(script.view.selection == (try press("")).view.selection)
    }

    @Test(arguments: [
        ("0 batch", 0, 1), ("0 forward", 0, 4), ("0 forward 1", 0, 3), ("0 forward dense1", 0, 2), ("0 forward relu₁", 0, 3),
        ("0 loss", 0, 5), ("0 backward", 0, 8), ("0 backward 2", 0, 6), ("0 backward relu1", 0, 7), ("0 backward dense₁", 0, 8),
        ("0 update 1", 0, 9), ("0 update", 0, 10), ("7 loss", 7, 5), ("3 update 2", 3, 10),
    ])
    func aMomentWithinAnIterationIsGoneToFromBothSides(_ moment: String, _ iteration: Int, _ done: Int) throws {
        let wanted = Position(iteration: iteration, done: done)
        let forwards = try press("\":goto \(moment)\" Enter")
        let back = try press("n*9 \":goto \(moment)\" Enter")
        #expect(forwards.position == wanted && back.position == wanted)
        #expect(forwards.digest == back.digest)
        #expect(try press("n*9 \":goto \(moment)\" Enter (").iterations == 9, "a way to come back")
    }

    @Test(arguments: [
        ("0 backwards", "did you mean backward"), ("0 backward 3", "from 1 to 2"), ("0 backward pool1", "dense1, relu1, dense2"),
        ("0 update relu1", "nothing to do in update"), ("0 batch 1", "nothing to do in batch"), ("x loss", "an iteration"),
        ("0 backward 1 2", "nothing behind 1"),
    ])
    func whatIsNoMomentIsSaid(_ moment: String, _ expected: String) throws {
        let script = try press("n \":goto \(moment)\" Enter")
        #expect(script.text.contains(expected) && script.iterations == 1)
    }

    @Test(arguments: [
        ("train 3", SampleReference.train(3)), ("train:3", .train(3)), ("held-out 2", .heldOut(2)),
    ])
    func aSampleIsPinnedByItsNumber(_ name: String, _ expected: SampleReference) throws {
        #expect(try press("\":pin \(name)\" Enter").snapshot.status.pinned == expected)
    }

    @Test(arguments: [("train", "as in :pin train 0"), ("train 9999", "expected train 0 to"), ("sample", "no class is called")])
    func aSampleThatThereIsNotIsNotPinned(_ name: String, _ expected: String) throws {
        let script = try press("\":pin \(name)\" Enter")
        #expect(script.text.contains(expected) && script.snapshot.status.pinned.part == .heldOut)
    }

    /// At every moment of an iteration, what `e` offers is the value that the next forward pass would use.
    @Test func theValueThatIsOfferedIsThatOfThisMoment() throws {
        for steps in 0...22 {
            let script = try press("\":select w[1,2,7]\" Enter 5 Escape s*\(max(1, steps)) e")
            let offered = try #require(script.dashboard.line?.text.split(separator: " ").last.map(String.init))
            let session = script.session
            let value = session.network.parameters[2 * 64 + 7]
            #expect(offered == "\(value)", "after \(steps) steps")
        }
    }

    @Test(arguments: ["s*10", "n", "4 Escape s*4"]) func theLossAfterTheUpdateIsSaid(_ keys: String) throws {
        let script = try press(keys)
        let loss = try #require(LossAfterProbe().read(script.session))
        let format = NumberFormat.significant(4)
        #expect(
            script.text.contains(
                "batch loss was \(format.string(loss.before)), is \(format.string(loss.after)) on the same batch."))
        #expect(!(try press(keys + " S").text.contains("on the same batch")))
    }
}
