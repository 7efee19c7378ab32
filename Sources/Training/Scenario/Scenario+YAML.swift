import Basics
import Datasets
import Inspection
import NeuralNetwork
import Yams

extension Scenario {
    /// The keys of a scenario file, in the order in which they are written.
    private enum Key: String, CaseIterable {
        case name, summary, classes, samples, heldOut, weights, data, testData, trainCount, noise, split, target, table, scale,
            network, loss, optimizer, initializer, learningRate, schedule
        case clip, l1, l2, penaltyScope, batch, epochs, stop, seed, pin, bug, hunt, threads, panes, view
    }

    /// The word for no bug, for whoever takes one out again.
    private static let noBug = "none"

    /// Names that keys have had in earlier versions' files.
    private static let earlierKeys: [String: Key] = ["pinned": .pin]

    /// Reads a scenario from YAML. Keys that are left out keep their defaults; a key that there is not is an error.
    ///
    ///     network: dense:128,relu,dense:10
    ///     learningRate: 0.1
    ///     stop: [accuracy:0.97, patience:5]
    ///
    /// - Parameter source: the file's name, for messages.
    public init(yaml: String, source: String) throws(InputError) {
        self.init(name: "", summary: "")
        try apply(yaml, source)
    }

    /// The same with some settings changed.
    /// - Parameter yaml: their lines.
    public func changed(byYAML yaml: String, source: String) throws(InputError) -> Scenario {
        var made = self
        try made.apply(yaml, source)
        return made
    }

    private mutating func apply(_ yaml: String, _ source: String) throws(InputError) {
        let root: Node?
        do { root = try Yams.compose(yaml: yaml) } catch {
            let line = "\(error)".split(separator: "\n").first.map(String.init) ?? "\(error)"
            throw InputError(.malformed, source, expected: "YAML", found: line)
        }
        guard let root, let mapping = root.mapping else {
            throw InputError(.malformed, source, expected: "lines such as 'network: dense:128,relu,dense:10'", found: "none")
        }
        for (keyNode, value) in mapping {
            guard let name = keyNode.string, let key = Self.key(name) else {
                throw Self.unknown(keyNode.string ?? "?", source)
            }
            try read(key, value, source, in: root)
        }
        do throws(InputError) { try validate() } catch { throw error.within(source, .malformed) }
    }

    /// The scenario with one setting changed, named and written as in a file.
    public func setting(_ key: String, to value: String) throws(InputError) -> Scenario {
        guard let known = Self.key(key) else { throw Self.unknown(key, "setting") }
        var scenario = self
        try scenario.read(known, Node(value), "setting", in: Node(""))
        try scenario.validate()
        return scenario
    }

    private static func key(_ name: String) -> Key? { Key(rawValue: name) ?? earlierKeys[name] }

    private static func unknown(_ key: String, _ source: String) -> InputError {
        .unknown(.malformed, "\(source): key", "a key of a scenario", found: key, among: Key.allCases.map(\.rawValue))
    }

    /// Names of the classes, which samples are read with.
    private func classNames(in root: Node, _ source: String) throws(InputError) -> [String] {
        guard let node = root["classes"] else { return [] }
        guard let names = node.sequence?.compactMap(\.scalar?.string), names.count > 1, names.count == node.sequence?.count else {
            throw InputError(.malformed, "\(source): classes", expected: "two names or more, such as [no, yes]", found: "none")
        }
        return names
    }

    private mutating func read(_ key: Key, _ node: Node, _ source: String, in root: Node) throws(InputError) {
        func fail(_ expected: String) -> InputError {
            InputError(
                .malformed, "\(source): \(key.rawValue)", expected: expected,
                found: node.scalar.map { InputError.quoted($0.string) } ?? "a list or mapping")
        }
        func text() throws(InputError) -> String {
            guard let scalar = node.scalar else { throw fail("text") }
            return scalar.string
        }
        func whole() throws(InputError) -> Int {
            guard let scalar = node.scalar, let value = Int(scalar.string) else { throw fail("a whole number") }
            return value
        }
        func number() throws(InputError) -> Double {
            guard let scalar = node.scalar, let value = Double(scalar.string) else { throw fail("a number") }
            return value
        }
        func parsed<Part>(_ parse: (String) throws(InputError) -> Part) throws(InputError) -> Part {
            let text = try text()
            do throws(InputError) { return try parse(text) } catch { throw error.within(source, .malformed) }
        }
        switch key {
        case .name: name = try text()
        case .summary: summary = try text()
        case .data: data = try text()
        case .classes: break
        case .samples:
            let names = try classNames(in: root, source)
            let samples = try InlineSamples.samples(node, names, "\(source): samples")
            let heldOut = try root["heldOut"].map { node throws(InputError) in
                try InlineSamples.samples(node, names, "\(source): heldOut")
            }
            self.samples = InlineSamples(train: samples, heldOut: heldOut, classNames: names)
        case .heldOut:
            if root["samples"] == nil {
                throw InputError(.malformed, "\(source): heldOut", expected: "samples beside it", found: "none")
            }
        case .weights: weights = try InlineWeights(node, "\(source): weights")
        case .testData: testData = try text()
        case .noise: noise = try number()
        case .split: split = try number()
        case .target: target = TargetChoice(try text())
        case .table: table = try parsed(TableOptions.init(parsing:))
        case .scale: scale = try parsed(InputScale.init(parsing:))
        case .network: network = try parsed(LayerChain.init(parsing:))
        case .loss: loss = try parsed(LossSpec.init(parsing:))
        case .optimizer: optimizer = try parsed(OptimizerSpec.init(parsing:))
        case .initializer: initializer = try parsed(InitializerSpec.init(parsing:))
        case .learningRate: learningRate = try number()
        case .schedule: schedule = try parsed(ScheduleSpec.init(parsing:))
        case .clip: clip = try parsed(ClipSpec.init(parsing:))
        case .l1: l1 = try number()
        case .l2: l2 = try number()
        case .penaltyScope:
            guard let scope = PenaltyScope(rawValue: try text()) else {
                throw InputError.unknown(
                    .malformed, "\(source): penaltyScope", "a scope of penalties", found: try text(),
                    among: PenaltyScope.allCases.map(\.rawValue))
            }
            penaltyScope = scope
        case .batch: batch = try whole()
        case .epochs: epochs = try whole()
        case .stop:
            let texts = try criteria(node, fail)
            do throws(InputError) { stop = try Self.stopCriteria(texts) } catch { throw error.within(source, .malformed) }
        case .seed:
            guard let scalar = node.scalar, let value = UInt64(scalar.string) else { throw fail("a whole number from 0") }
            seed = value
        case .pin: pin = try parsed(PinnedSample.init(parsing:))
        case .bug: bug = try text() == Self.noBug ? nil : parsed(BugSpec.init(parsing:))
        case .hunt:
            guard let flag = Bool(try text()) else { throw fail("true or false") }
            hunt = flag
        case .threads: threads = try whole()
        case .trainCount: trainCount = try whole()
        case .panes: try readView([(Node("panes"), node)], source)
        case .view:
            guard let mapping = node.mapping else { throw fail("lines such as 'pane: gradients'") }
            try readView(mapping.map { ($0, $1) }, source)
        }
    }

    /// The view that the scenario opens on: `view: {pane: gradients, zoom: true, grain: iteration, speed: full}`.
    private mutating func readView(_ lines: [(Node, Node)], _ source: String) throws(InputError) {
        for (keyNode, value) in lines {
            let name = keyNode.string ?? "?"
            guard let key = ViewHints.keys.first(where: { $0.name == name }) else {
                throw InputError.unknown(
                    .malformed, "\(source): view: key", "a key of view", found: name, among: ViewHints.keys.map(\.name))
            }
            let text = value.scalar?.string ?? value.sequence?.compactMap(\.scalar?.string).joined(separator: " ")
            guard let text, view.set(name, text) else {
                let found = value.scalar.map { InputError.quoted($0.string) } ?? "a list or mapping"
                throw InputError(.malformed, "\(source): view: \(name)", expected: key.expected, found: found)
            }
        }
    }

    /// One criterion, a list of them, or lines such as `loss: 0.05`.
    private func criteria(_ node: Node, _ fail: (String) -> InputError) throws(InputError) -> [String] {
        let expected = "a criterion such as loss:0.05, or a list of them"
        if let scalar = node.scalar { return [scalar.string] }
        if let mapping = node.mapping { return try Self.criteria(mapping, fail(expected)) }
        guard let sequence = node.sequence else { throw fail(expected) }
        var texts: [String] = []
        for element in sequence {
            if let scalar = element.scalar {
                texts.append(scalar.string)
            } else if let mapping = element.mapping {
                texts += try Self.criteria(mapping, fail(expected))
            } else {
                throw fail(expected)
            }
        }
        return texts
    }

    private static func criteria(_ mapping: Node.Mapping, _ error: InputError) throws(InputError) -> [String] {
        var texts: [String] = []
        for (name, value) in mapping {
            guard let name = name.string, let value = value.scalar?.string else { throw error }
            texts.append("\(name):\(value)")
        }
        return texts
    }
}
