import Basics
import Datasets
import Inspection
import Yams

extension SessionRecord {
    private enum Key: String, CaseIterable {
        case session, scenario, trainCount, model, seed, points, pinned, branch, position, parameters, marks, branches
    }

    /// Reads a session file. What is in it is checked as far as that can be done without the network.
    /// - Parameter source: the file's name, for messages.
    /// - Throws: an `InputError`, exit code 65, one line that says what was expected and what was found.
    public init(yaml: String, source: String) throws(InputError) {
        let root: Node?
        do { root = try Yams.compose(yaml: yaml) } catch {
            let line = "\(error)".split(separator: "\n").first.map(String.init) ?? "\(error)"
            throw InputError(.malformed, source, expected: "YAML", found: line)
        }
        guard let mapping = root?.mapping, mapping["session"] != nil else {
            throw InputError(
                .malformed, source, expected: "a session of backstep ('session: 1')", found: "none", advice: ":w NAME writes one")
        }
        let fields = Fields(mapping, "", source)
        try fields.expect(Key.allCases.map(\.rawValue))
        guard try fields.whole("session", 0...1_000_000) == 1 else { throw fields.error("session", "version 1") }
        guard let inner = mapping["scenario"], let text = try? Yams.serialize(node: inner) else {
            throw fields.error("scenario", "a scenario")
        }
        let scenario = try Scenario(yaml: text, source: "\(source): scenario")
        self.init(
            scenario: scenario, seed: scenario.seed, pinned: try fields.sample("pinned"), branches: [],
            present: try fields.text("branch"), position: try fields.position("position"), marks: [])
        if mapping["trainCount"] != nil { trainCount = try fields.whole("trainCount", 1...Int.max) }
        if mapping["model"] != nil { model = try fields.text("model") }
        if mapping["seed"] != nil {
            guard let value = UInt64(try fields.text("seed")) else { throw fields.error("seed", "a whole number from 0") }
            seed = value
        }
        if mapping["parameters"] != nil { digest = try fields.text("parameters") }
        let points = try fields.list("points")
        guard points.count <= 100_000 else { throw fields.error("points", "at most 100000 of them") }
        for point in points { added.append(try Self.point(point)) }
        for mark in try fields.list("marks") {
            guard let letter = try mark.text("letter").unicodeScalars.first else { throw mark.error("letter", "a letter") }
            marks.append(Mark(letter: letter, branch: try mark.text("branch"), position: try mark.position("at")))
        }
        for branch in try fields.list("branches") { branches.append(try Self.branch(branch)) }
        guard (1...1000).contains(branches.count) else { throw fields.error("branches", "1 to 1000 branches") }
    }

    private static func point(_ fields: Fields) throws(InputError) -> AddedSample {
        try fields.expect(["at", "class", "value"])
        let features = try fields.numbers("at")
        guard fields.has("class") else { return AddedSample(features, .values(try fields.numbers("value"))) }
        return AddedSample(features, .label(try fields.whole("class", 0...Int(Int32.max))))
    }

    private static func branch(_ fields: Fields) throws(InputError) -> Branch {
        try fields.expect(["name", "parent", "fork", "newest", "changes"])
        let limit = 0...1_000_000_000
        let isForked = fields.has("parent")
        var branch = Branch(
            name: try fields.text("name"), parent: isForked ? try fields.text("parent") : nil,
            fork: isForked ? try fields.whole("fork", limit) : 0,
            newest: try fields.whole("newest", limit), changes: [])
        for change in try fields.list("changes") {
            branch.changes.append(Entry(iteration: try change.whole("at", limit), recorded: try recorded(change)))
        }
        return branch
    }

    private static func recorded(_ fields: Fields) throws(InputError) -> RecordedChange {
        if fields.has("learningRate") {
            guard let rate = Double(try fields.text("learningRate")), rate.isFinite, rate > 0 else {
                throw fields.error("learningRate", "a finite number above 0")
            }
            return .learningRate(rate)
        }
        if fields.has("optimizer") { return .optimizer(try fields.text("optimizer")) }
        if fields.has("penalty") { return .penalty(try fields.text("penalty")) }
        if fields.has("batch") { return .batch(try fields.whole("batch", 1...Int.max)) }
        if fields.has("dropout") {
            guard let rate = Double(try fields.text("dropout")), rate >= 0, rate < 1 else {
                throw fields.error("dropout", "a number from 0, below 1")
            }
            return .dropout(rate)
        }
        guard let reference = ParameterReference(parsing: try fields.text("set")) else {
            throw fields.error("set", "a parameter such as 0.weight[5,3]")
        }
        guard let value = Float(try fields.text("value")), value.isFinite else { throw fields.error("value", "a finite number") }
        return .parameter(reference, value)
    }
}

/// The fields of one mapping in a file, and where it stands, for messages.
private struct Fields {
    private let mapping: Node.Mapping
    private let path: String
    private let source: String

    init(_ mapping: Node.Mapping, _ path: String, _ source: String) {
        self.mapping = mapping
        self.path = path
        self.source = source
    }

    func has(_ key: String) -> Bool { mapping[key] != nil }

    /// A sample: a number alone is the index of a held-out one.
    func sample(_ key: String) throws(InputError) -> SampleReference {
        let text = try text(key)
        if let index = Int(text), index >= 0 { return .heldOut(index) }
        guard let sample = SampleReference(parsing: text) else { throw error(key, "a sample such as 'train 0' or 'held-out 3'") }
        return sample
    }

    func error(_ key: String, _ expected: String) -> InputError {
        let found = mapping[key].map { $0.scalar.map { InputError.quoted($0.string) } ?? "a list or mapping" } ?? "none"
        return InputError(.malformed, "\(source): \(path)\(key)", expected: expected, found: found)
    }

    func expect(_ keys: [String]) throws(InputError) {
        for (node, _) in mapping {
            guard let key = node.string, keys.contains(key) else {
                throw InputError.unknown(
                    .malformed, "\(source): \(path)key", "a key of a session file", found: node.string ?? "?", among: keys)
            }
        }
    }

    func text(_ key: String) throws(InputError) -> String {
        guard let scalar = mapping[key]?.scalar else { throw error(key, "text") }
        return scalar.string
    }

    func whole(_ key: String, _ range: ClosedRange<Int>) throws(InputError) -> Int {
        guard let value = Int(try text(key)), range.contains(value) else {
            throw error(key, "a whole number from \(range.lowerBound)")
        }
        return value
    }

    func position(_ key: String) throws(InputError) -> Position {
        guard let inner = mapping[key]?.mapping else { throw error(key, "{iteration: …, done: …}") }
        let fields = Fields(inner, "\(path)\(key): ", source)
        let iteration = try fields.whole("iteration", 0...1_000_000_000)
        let done = try fields.whole("done", (iteration == 0 ? 0 : 1)...1_000_000)
        return Position(iteration: iteration, done: done)
    }

    func numbers(_ key: String) throws(InputError) -> [Float] {
        guard let sequence = mapping[key]?.sequence, (1...1000).contains(sequence.count) else {
            throw error(key, "a list of numbers")
        }
        let values = sequence.compactMap { $0.scalar.flatMap { Float($0.string) } }
        guard values.count == sequence.count, values.allSatisfy(\.isFinite) else { throw error(key, "a list of finite numbers") }
        return values
    }

    func list(_ key: String) throws(InputError) -> [Fields] {
        guard let node = mapping[key] else { return [] }
        guard let sequence = node.sequence else { throw error(key, "a list") }
        var fields: [Fields] = []
        for (index, element) in sequence.enumerated() {
            guard let mapping = element.mapping else { throw error(key, "a list of mappings") }
            fields.append(Fields(mapping, "\(path)\(key)[\(index)]: ", source))
        }
        return fields
    }
}
