import Yams

extension Scenario {
    /// The keys of a scenario file, in the order in which they are written.
    private enum Key: String, CaseIterable {
        case name, summary, data, testData, network, loss, optimizer, initializer, learningRate, batch, epochs, seed, pinned, threads
    }

    /// Reads a scenario from YAML. Keys that are left out keep their defaults; a key that there is not is an error.
    ///
    ///     network: dense:128,relu,dense:10
    ///     learningRate: 0.1
    ///
    /// - Parameter source: the file's name, for messages.
    public init(yaml: String, source: String) throws(ScenarioError) {
        self.init(name: "", summary: "")
        let root: Node?
        do { root = try Yams.compose(yaml: yaml) } catch {
            let line = "\(error)".split(separator: "\n").first.map(String.init) ?? "\(error)"
            throw ScenarioError("\(source): expected YAML, found \(line)", exitCode: 65)
        }
        guard let mapping = root?.mapping else {
            throw ScenarioError("\(source): expected lines such as 'network: dense:128,relu,dense:10', found none", exitCode: 65)
        }
        for (keyNode, value) in mapping {
            guard let name = keyNode.string, let key = Key(rawValue: name) else {
                let known = Key.allCases.map(\.rawValue).joined(separator: ", ")
                throw ScenarioError("\(source): unknown key '\(keyNode.string ?? "?")'; expected one of \(known)", exitCode: 65)
            }
            try read(key, value, source)
        }
        try validate()
    }

    private mutating func read(_ key: Key, _ node: Node, _ source: String) throws(ScenarioError) {
        func fail(_ expected: String) -> ScenarioError {
            ScenarioError("\(source): \(key.rawValue): expected \(expected), found '\(node.scalar?.string ?? "a list or mapping")'", exitCode: 65)
        }
        func text() throws(ScenarioError) -> String {
            guard let scalar = node.scalar else { throw fail("text") }
            return scalar.string
        }
        func whole() throws(ScenarioError) -> Int {
            guard let scalar = node.scalar, let value = Int(scalar.string) else { throw fail("a whole number") }
            return value
        }
        switch key {
        case .name: name = try text()
        case .summary: summary = try text()
        case .data: data = try text()
        case .testData: testData = try text()
        case .network: network = try text()
        case .loss: loss = try text()
        case .optimizer: optimizer = try text()
        case .initializer: initializer = try text()
        case .learningRate:
            guard let scalar = node.scalar, let value = Double(scalar.string) else { throw fail("a number") }
            learningRate = value
        case .batch: batch = try whole()
        case .epochs: epochs = try whole()
        case .seed:
            guard let scalar = node.scalar, let value = UInt64(scalar.string) else { throw fail("a whole number from 0") }
            seed = value
        case .pinned: pinned = try whole()
        case .threads: threads = try whole()
        }
    }
}
