import Basics

/// The network of a run as PyTorch has it: a tree of modules, and their parameters.
package struct RemoteModel: Hashable, Sendable {
    /// One module.
    package struct Module: Hashable, Sendable {
        /// `layers.0.linear`; empty of the root.
        package var name: String
        /// `Linear`, `ReLU`, the name of a class of the user's.
        package var type: String
        /// The module that it is in; nil of the root, or where nobody has said.
        package var parent: Int?
        /// Settings by their names, such as `in`, `out`, `kernel`: numbers of whatever shape, in a row.
        package var settings: [String: [Double]]
    }

    /// One parameter.
    package struct Parameter: Hashable, Sendable {
        /// `layers.0.linear.weight`
        package var name: String
        /// The module that it belongs to.
        package var module: Int?
        package var shape: [Int]
        /// `F32`, `BF16`, …
        package var type: String
        /// The part of it that this rank has: all of it, unless it is sharded.
        package var localShape: [Int]
        /// `replicate`, `shard`, …; empty where nobody has said.
        package var placement: String

        /// Elements of the whole parameter; of a shape larger than any memory not quite as many.
        package var count: Int { shape.reduce(1) { min(Self.most, $0 * min($1, Self.most)) } }

        private static let most = 1 << 31
    }

    /// One optimizer.
    package struct Optimizer: Hashable, Sendable {
        /// `Adam`, `SGD`, the name of a class of the user's.
        package var type: String
        /// Settings of its first group of parameters, by their names, such as `lr`, `betas`: numbers of whatever shape, in a row.
        package var settings: [String: [Double]] = [:]
        /// Groups of parameters, each with settings of its own.
        package var groupCount = 1
    }

    /// The modules in the order in which `named_modules` has them.
    package var modules: [Module] = []
    /// The parameters in the order in which `named_parameters` has them.
    package var parameters: [Parameter] = []
    package var optimizers: [Optimizer] = []
    /// `ddp`, `fsdp2` or `none`.
    package var wrapper = "none"
    package var isCompiled = false
    /// Pairs of parameters that are the same tensor.
    package var tied: [[Int]] = []

    /// A network of which nothing is known yet.
    package init() {}

    init(_ fields: MessageFields) throws(WireError) {
        for entry in try fields.list("modules") {
            guard let parts = entry.array, parts.count >= 2, let name = parts[0].string, let type = parts[1].string else {
                throw fields.missing("modules")
            }
            var module = Module(
                name: ForeignText.cleaned(name, atMost: 200), type: ForeignText.cleaned(type, atMost: 80), parent: nil,
                settings: [:])
            if parts.count > 2, let parent = parts[2].integer, parent >= 0, parent < modules.count { module.parent = parent }
            if parts.count > 3, case .object(let members) = parts[3] {
                for key in members.keys.prefix(32) { module.settings[key] = members[key].map(Self.numbers) }
            }
            modules.append(module)
        }
        for entry in try fields.list("parameters") { parameters.append(try Self.parameter(entry, fields, modules.count)) }
        optimizers = (fields["optimizers"]?.array ?? []).compactMap { entry in
            guard let type = entry["type"]?.string else { return nil }
            var optimizer = Optimizer(type: ForeignText.cleaned(type, atMost: 80))
            guard let groups = entry["groups"]?.array else { return optimizer }
            optimizer.groupCount = groups.count
            if case .object(let members)? = groups.first {
                for key in members.keys.prefix(32) where key != "parameters" {
                    optimizer.settings[key] = members[key].map(Self.numbers)
                }
            }
            return optimizer
        }
        wrapper = fields.optionalText("wrapper", atMost: 40) ?? "none"
        isCompiled = fields["compiled"]?.bool ?? false
        tied = (fields["tied"]?.array ?? []).compactMap { $0.array?.compactMap(\.count) }.filter {
            $0.count == 2 && $0.allSatisfy(parameters.indices.contains)
        }
    }

    /// A setting as numbers, whatever its shape: `3`, `[3, 3]`, `true`.
    private static func numbers(_ value: JSONValue) -> [Double] {
        switch value {
        case .array(let elements): elements.prefix(8).compactMap(\.number)
        case .bool(let isTrue): [isTrue ? 1 : 0]
        default: value.number.map { [$0] } ?? []
        }
    }

    private static func parameter(_ entry: JSONValue, _ fields: MessageFields, _ modules: Int) throws(WireError) -> Parameter {
        // With its module's number, or as early clients say it: without.
        guard let parts = entry.array, parts.count >= 3, let name = parts[0].string else { throw fields.missing("parameters") }
        guard let shape = parts[2].array?.map(\.count), !shape.contains(nil) else { throw fields.missing("parameters") }
        let whole = shape.compactMap { $0 }
        return Parameter(
            name: ForeignText.cleaned(name, atMost: 200), module: parts[1].count.flatMap { $0 < modules ? $0 : nil },
            shape: whole,
            type: parts.count > 3 ? parts[3].string.map { ForeignText.cleaned($0, atMost: 16) } ?? "" : "",
            localShape: parts.count > 4 ? parts[4].array?.compactMap(\.count) ?? whole : whole,
            placement: parts.count > 6 ? parts[6].string.map { ForeignText.cleaned($0, atMost: 40) } ?? "" : "")
    }
}
