import Basics
import Dashboard
import Inspection
import NeuralNetwork
import TerminalGraphics
import Testing

@testable import Remote

/// A step that PyTorch has computed, computed again here: from the bytes that the Python client has sent.
struct CoreTests {
    /// The frames of the recorded stream.
    private func messages() throws -> [RankMessage] {
        var (reader, messages) = (FrameReader(limits: .welcomed), [RankMessage]())
        reader.append(RecordedStream.bytes)
        while let frame = try reader.next() { messages.append(try RankMessage(frame)) }
        return messages
    }

    /// The step put together, as a capture does.
    private func step() throws -> WholeStep {
        var (model, capture, record): (RemoteModel?, Capture, RecordedStep?) = (nil, Capture(releases: true), nil)
        var sequence = 100
        for message in try messages() {
            switch message {
            case .model(let told): model = told
            case .record(let told):
                record = told
                let model = try #require(model)
                capture.begin(WholeStep(record: told, calls: ModuleCalls(told, model), model: model))
                capture.ask { _ in
                    sequence += 1
                    return sequence
                }
            case .answer(let answer): #expect(capture.take(answer) == nil)
            default: break
            }
        }
        _ = try #require(record)
        return try #require(capture.result)
    }

    private func moment(_ step: WholeStep, isAlone: Bool = true) throws -> CoreMoment {
        try CoreMoment(
            step, name: "run", rate: 0.01, optimizer: step.model.optimizers.first.flatMap { OptimizerSpec($0) }, isAlone: isAlone)
    }

    @Test func functionsThatNobodySeesAreFoundByTheirNumbers() throws {
        let core = try CoreNetwork(try step())
        #expect(core.network.spec.text == "dense:3,tanh,dense:2" && core.layerOfCall == [0, 2])
        #expect(core.difference < 1e-6)
    }

    @Test func outputsAndGradientsAreThoseOfPyTorch() throws {
        let moment = try moment(try step())
        #expect(moment.difference < 1e-5, "\(moment.difference)")
        #expect(moment.batchSize == 5 && moment.loss.spec.takesClasses)
    }

    @Test func aGradientThatIsAnotherOnesIsSeen() throws {
        var step = try step()
        step.gradients[0]?[5] += 0.1
        #expect(try moment(step).difference > 0.01)
    }

    @Test func answersAreToldFromTheGradient() throws {
        let step = try step()
        let moment = try moment(step)
        // The class is 1 where the first input is above 0.
        let labels = (0..<5).map { moment.data.train.label(of: $0) }
        let inputs = try #require(step.values(.input))
        #expect(labels == (0..<5).map { inputs[4 * $0] > 0 ? 1 : 0 })
    }

    @Test func optimizersAreThoseOfTheSameName() throws {
        let step = try step()
        let spec = try #require(step.model.optimizers.first.flatMap { OptimizerSpec($0) })
        #expect(spec.name == "adam" && spec.number("beta2") == 0.999 && spec.number("learningRate") == 0.01)
        #expect(OptimizerSpec(RemoteModel.Optimizer(type: "Shampoo")) == nil)
    }

    @Test func weightsThatAreOthersAreRefused() throws {
        var step = try step()
        step.parameters[0]?[0] += 1
        #expect(throws: CoreNetwork.Refusal.self) { _ = try CoreNetwork(step) }
    }

    @Test func aLossThatIsNoneOfTheKnownOnesIsRefused() throws {
        let step = try step()
        let outputs = try #require(step.values(.output))
        let halves = outputs.map { _ in 0.05 }
        #expect(KnownLoss(outputs: outputs, gradient: halves, count: 5, isOfLogarithms: false) == nil)
    }

    @Test func binaryLossesAreKnown() throws {
        // σ(0) = ½ and σ(ln 3) = ¾; wanted are 1 and 0, of a mean over two.
        let loss = try #require(
            KnownLoss(outputs: [0, 1.0986122886681098], gradient: [-0.25, 0.375], count: 2, isOfLogarithms: false))
        #expect(loss.values == [1, 0] && loss.classes == nil)
    }

    @Test(arguments: [
        ("Linear", ["in": [4.0], "out": [3.0], "bias": [1.0]], "dense:3"),
        ("Linear", ["in": [4], "out": [3]], "dense(out:3,bias:false)"),
        ("ReLU", ["inplace": [1]], "relu"), ("LeakyReLU", ["slope": [0.2]], "leakyRelu:0.2"), ("GELU", [:], "gelu"),
        (
            "Conv2d", ["in": [1], "out": [6], "kernel": [5, 5], "stride": [1, 1], "padding": [2, 2], "bias": [1]],
            "conv2d(out:6,kernel:5,padding:2)"
        ),
        ("MaxPool2d", ["kernel": [2], "stride": [2], "padding": [0]], "maxPool2d:2"), ("Flatten", [:], "flatten"),
    ]) func modulesAreLayersOfTheSameName(_ type: String, _ settings: [String: [Double]], _ text: String) throws {
        let spec = try #require(LayerSpec(RemoteModel.Module(name: "m", type: type, parent: nil, settings: settings)))
        #expect(spec == (try NetworkSpec.layers(parsing: text))[0])
    }

    @Test func aModuleOfTheUsersIsNoLayer() {
        #expect(LayerSpec(RemoteModel.Module(name: "m", type: "MyAttention", parent: nil, settings: [:])) == nil)
    }

    /// A rank that plays the stream to a hub: it is asked what it was asked when the stream was recorded.
    private func played() throws -> (RemoteDriver, MeetingHolder) {
        // Ten steps of ten milliseconds lie between word of a stop and the stop.
        let holder = MeetingHolder(Meeting(1, step: 30))
        let driver = RemoteDriver(holder, program: "python train.py")
        let (messages, model) = (try messages(), try step().model)
        let answers = messages.compactMap { if case .answer(let answer) = $0 { answer } else { nil } }
        holder.meeting.ranks[0].answer = { sequence, question in
            guard case .slice(let name, _, _, let part) = question,
                let number = model.parameters.firstIndex(where: { $0.name == name })
            else { return [] }
            guard ["w", "g"].contains(part) else {
                return frame(#"{"t":"answer","seq":\#(sequence),"step":40,"held":true,"error":"it has no such state"}"#)
            }
            let values = (answers[2 * number + (part == "g" ? 1 : 0)].values["value"] ?? []).map { Float($0) }
            return frame(#"{"t":"answer","seq":\#(sequence),"step":40,"held":true}"#, "value", [values.count], values)
        }
        func feed() {
            for _ in 0..<20 {
                holder.meeting.settle()
                driver.take(holder.meeting.takeEvents())
            }
        }
        let frames = RecordedStream.frames
        holder.meeting.send(frames[0], from: 0)
        holder.meeting.tick()
        feed()
        holder.meeting.send(frames[1], from: 0)
        feed()
        for _ in 0..<12 where holder.meeting.run?.held == nil { holder.meeting.update() }
        feed()
        return (driver, holder)
    }

    @Test func aRunOfPyTorchIsHeldFetchedAndLetGo() throws {
        let (driver, holder) = try played()
        #expect(driver.status.attached?.hasNeurons == true && driver.status.attached?.refusal == nil)
        #expect(holder.meeting.run?.held == nil && !holder.meeting.ranks[0].isHeld, "nobody has asked for a stop")
        #expect(driver.status.networkText == "dense:3,tanh,dense:2" && driver.status.position.iteration == 39)
    }

    @Test(arguments: [Size(width: 80, height: 24), Size(width: 120, height: 40), Size(width: 200, height: 60)])
    func everyPaneShowsARunOfPyTorchOrSaysWhyNot(_ size: Size) throws {
        let (driver, _) = try played()
        var script = ScriptedDashboard(Dashboard(size: size), driver)
        #expect(script.text.contains("2 dense") && script.text.contains("tanh"))
        for pane in PaneCatalog.all {
            try script.press("\":pane \(pane.id.rawValue)\" Enter z")
            let inside = script.text.split(separator: "\n").dropFirst(2).dropLast(3).joined()
            #expect(inside.contains { $0.isLetter || $0.isNumber }, "\(pane.id)")
            try script.press("z")
        }
    }

    @Test func theStepIsWalkedLayerByLayer() throws {
        let (driver, _) = try played()
        var script = ScriptedDashboard(Dashboard(size: Size(width: 120, height: 40)), driver)
        try script.press("S*7")
        #expect(driver.status.position.done == 1 && script.text.contains("agrees with PyTorch to"))
        try script.press("s*4")
        #expect(driver.status.phase == .loss && script.text.contains("batch loss"))
        try script.press("s*3")
        #expect(driver.status.phase == .backward(0))
    }

    @Test func theSelectedWeightIsExplained() throws {
        let (driver, _) = try played()
        var script = ScriptedDashboard(Dashboard(size: Size(width: 120, height: 40)), driver)
        try script.press("x")
        #expect(script.text.contains("z = Σ w·x + b") && script.text.contains("∂L/∂w = mean of 5 δ·x"))
    }

    @Test func theUpdateIsShownOnceTheNextWeightsProveIt() throws {
        let step = try step()
        let moment = try moment(step)
        #expect(moment.end == moment.machine.doneBeforeUpdates)
        // Adam with its state of 39 updates, which the stream has not: the weights it leads to are others.
        moment.prove(step.parameters)
        #expect(!moment.hasUpdate && moment.network.parameters.array == moment.parametersBefore.array)
        // Plain descent needs no state: w − η·g.
        let plain = try CoreMoment(step, name: "run", rate: 0.5, optimizer: "sgd", isAlone: true)
        var next = step.parameters
        for (number, gradient) in step.gradients {
            next[number] = zip(step.parameters[number] ?? [], gradient).map { $0 - 0.5 * $1 }
        }
        plain.prove(next)
        #expect(plain.hasUpdate && plain.end == plain.machine.stateCount)
        let probe = ParameterProbe(selection: Selection(column: 1, neuron: 0, input: 0))
        plain.position = plain.machine.end(ofIteration: 39)
        #expect(probe.read(plain) != nil)
    }

    @Test func everyKeyIsHarmless() throws {
        let (driver, _) = try played()
        for binding in Bindings.table.bindings {
            guard let key = binding.keys.first else { continue }
            var script = ScriptedDashboard(Dashboard(size: Size(width: 120, height: 40)), driver)
            try script.press(key)
            try script.press("Escape")
            #expect(!script.text.isEmpty, "\(key)")
        }
    }

    @Test func theGradientThatIsCheckedIsPyTorchs() throws {
        let (driver, _) = try played()
        let probe = CheckProbe(selection: Selection(column: 1, neuron: 0, input: 0))
        guard case .checked(let check)? = driver.snapshot([probe])[probe] else { throw WireError.header("not checked") }
        #expect(check.agrees)
    }
}
