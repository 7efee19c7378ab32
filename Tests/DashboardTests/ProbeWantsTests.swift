import Dashboard
import Inspection
import NeuralNetwork
import TerminalGraphics
import Testing
import Training

/// A probe reads no tensors but those that it says it wants: a run that is computed elsewhere sends no others.
struct ProbeWantsTests {
    private static let kinds: [(name: String, kind: TensorSet)] = [
        ("activations", .activations), ("errors", .errors), ("parameters", .parameters), ("gradients", .gradients),
        ("updated parameters", .updatedParameters), ("optimizer state", .optimizerState),
    ]

    static let networks = [
        "dense:6,relu,dense:3", "conv:2x3,relu,flatten,dense:3", "dense:5,batchnorm,tanh,dense:4,sigmoid,dense:3",
    ]

    /// At an iteration's end, at its loss, within its backward pass with a sample of the batch, and with another neuron.
    @Test(arguments: networks, ["n*3", "n*3 s*5", "n*2 s*7 . >", "n*3 s*9 Right k"])
    func readsWhatItWantsAndNothingElse(_ network: String, _ keys: String) throws {
        try check("\(network), '\(keys)'", isWhole: keys == "n*3") { try Self.script(network, keys) }
    }

    @Test(arguments: ["moons", "wave"], ["n*3", "n*3 s*4"])
    func readsWhatItWantsOfPoints(_ data: String, _ keys: String) throws {
        try check("\(data), '\(keys)'", isWhole: false) {
            var script = try Planes.script(data, Size(200, 60))
            try script.press(keys)
            return script
        }
    }

    /// - Parameter isWhole: all tensors are there to be seen.
    private func check(_ what: String, isWhole: Bool, _ make: () throws -> ScriptedDashboard) throws {
        for (name, kind) in Self.kinds {
            let script = try make()
            let probes = Self.probes(of: script)
            #expect(probes.count > 20)
            let before = probes.map { Self.reading(of: $0, script.session) }
            script.session.overwrite(kind)
            var changed = 0
            for (probe, old) in zip(probes, before) {
                // Outputs over the plane are computed where they are asked for, from the parameters.
                if probe.wants.contains(.grid), kind == .parameters || kind == .updatedParameters { continue }
                let isSame = Self.reading(of: probe, script.session) == old
                if probe.wants.contains(kind) {
                    changed += isSame ? 0 : 1
                } else {
                    #expect(isSame, "\(type(of: probe)) reads \(name): \(what)")
                }
            }
            if isWhole { #expect(changed > 0, "nobody notices other \(name): \(what)") }
        }
    }

    private static func script(_ network: String, _ keys: String) throws -> ScriptedDashboard {
        var scenario = Scenario(name: "bars")
        scenario.network = "\(network)"
        scenario.optimizer = "adam"
        scenario.clip = "norm:0.5"
        scenario.batch = 3
        scenario.pin = .ofClass(1)
        let session = try Session(scenario, data: Example.data, history: 1 << 16, checkpointInterval: 1)
        var script = ScriptedDashboard(Dashboard(size: Size(200, 60)), SessionDriver(session, history: 1 << 16))
        try script.press(keys)
        return script
    }

    /// The probes of all panes on a large screen, each once.
    private static func probes(of script: ScriptedDashboard) -> [any Probe] {
        var known: Set<AnyHashable> = []
        var probes: [any Probe] = []
        for id in PaneID.allCases {
            for index in 0..<max(1, PaneCatalog[id].views.count) {
                var view = script.view
                view.views[id] = index
                let request = PaneRequest(view: view, status: script.snapshot.status, size: Size(200, 60))
                for probe in PaneCatalog[id].prepared(for: request).probes where known.insert(AnyHashable(probe)).inserted {
                    probes.append(probe)
                }
            }
        }
        return probes
    }

    /// A value in words. What is looked up by keys has no order of its own, and another one in each copy.
    private static func text(of value: Any) -> String {
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .dictionary, .set: return mirror.children.map { String(reflecting: $0.value) }.sorted().joined(separator: ", ")
        case .struct, .tuple, .optional:
            if mirror.children.isEmpty { return String(reflecting: value) }
            return mirror.children.map { "\($0.label ?? ""): \(text(of: $0.value))" }.joined(separator: ", ")
        default: return String(reflecting: value)
        }
    }

    /// A reading in words, down to its last number. A reference would be told by its address alone.
    private static func reading(of probe: some Probe, _ moment: any Moment) -> String {
        guard let reading = probe.read(moment) else { return "nothing" }
        let text = text(of: reading)
        #expect(
            !text.contains("Pointer") && Mirror(reflecting: reading).displayStyle != .class, "\(type(of: probe)) has a reference")
        return text
    }
}

extension Session {
    /// Puts other numbers in place of all of one kind, of whole layers.
    fileprivate func overwrite(_ kind: TensorSet) {
        func scramble(_ values: UnsafeMutableBufferPointer<Float>) {
            for index in values.indices { values[index] = Float((index * 37 + 11) % 23) / 7 - 1.3 }
        }
        for pass in [workspace, observer] {
            for index in 0...network.layers.count {
                let values = pass.activation(index)
                // The input is no layer's output, nor is a view of it.
                if kind == .activations, values.pointer != pass.activation(0).pointer { scramble(values.buffer) }
                if kind == .errors, pass.hasOutputGradient(index) { scramble(pass.outputGradient(index).buffer) }
            }
        }
        switch kind {
        case .parameters: scramble(parametersBefore.buffer)
        case .gradients:
            for store in [workspace.gradients, gradientsBeforeClipping].compactMap(\.self) { scramble(store.buffer) }
        case .updatedParameters: scramble(network.parameters.buffer)
        case .optimizerState: for slot in optimizer.slots { scramble(slot.store.buffer) }
        default: break
        }
    }
}
