import Basics

/// The tensors of a file beside the parameters of a network: by their names, with what other programs put in front of them left out.
struct TensorMatching {
    /// Tensors by the names of the network's parameters and buffers.
    private(set) var tensors: [String: Safetensors.Tensor] = [:]

    /// Names that were matched by their shapes and order, in place of others: `fc1 is 0`.
    private(set) var renamed: [String] = []

    private typealias Wanted = (name: String, shape: Shape)

    /// - Parameters:
    ///   - required: parameters, which must all be there.
    ///   - optional: buffers, which may be missing.
    ///   - network: the network's text, for messages.
    init(
        required: [(name: String, shape: Shape)], optional: [(name: String, shape: Shape)], _ file: Safetensors, network: String,
        source: String
    ) throws(InputError) {
        let prefix = Self.prefix(of: file.tensors.map(\.name), wanted: required.map(\.name))
        let paths = prefix.isEmpty ? Self.paths(required, file) : [:]
        renamed = paths.filter { $0.key != $0.value }.sorted { $0.value < $1.value }.map { "\($0.key) is \($0.value)" }
        var remaining = Dictionary(
            file.tensors.flatMap(Self.unpacked).map { tensor in
                let (path, name) = TensorModules.parts(tensor.name)
                return (paths[path].map { "\($0).\(name)" } ?? String(tensor.name.dropFirst(prefix.count)), tensor)
            }, uniquingKeysWith: { first, _ in first })
        func take(_ name: String) -> Safetensors.Tensor? {
            remaining.removeValue(forKey: TorchNames.name(name)) ?? remaining.removeValue(forKey: name)
        }
        var missing: Wanted?
        for wanted in required {
            guard let tensor = take(wanted.name) else {
                missing = missing ?? wanted
                continue
            }
            guard tensor.shape == wanted.shape else {
                throw InputError(
                    .malformed, "\(source), tensor \(tensor.name)", expected: "shape \(wanted.shape) for network \(network)",
                    found: "\(tensor.shape)", advice: Self.otherNetwork(file))
            }
            tensors[wanted.name] = tensor
        }
        if let missing {
            throw InputError(
                .malformed, source, expected: "a tensor \(missing.name) of shape \(missing.shape) for network \(network)",
                found: Self.list(file), advice: Self.advice(required, file))
        }
        for wanted in optional {
            guard let tensor = take(wanted.name) else { continue }
            guard tensor.shape == wanted.shape else {
                throw InputError(
                    .malformed, "\(source), tensor \(tensor.name)", expected: "shape \(wanted.shape)", found: "\(tensor.shape)")
            }
            tensors[wanted.name] = tensor
        }
        if let extra = remaining.values.map(\.name).sorted().first {
            throw InputError(.malformed, source, expected: "only tensors of this network (\(network))", found: "\(extra)")
        }
    }

    /// A tensor of `torch.nn.MultiheadAttention` as those that attention has here: query, key and value lie in one of its tensors, one behind
    /// the other. Any other tensor as it is.
    private static func unpacked(_ tensor: Safetensors.Tensor) -> [Safetensors.Tensor] {
        for (ending, own) in [("in_proj_weight", "weight"), ("in_proj_bias", "bias")] {
            guard tensor.name.hasSuffix(ending), let rows = tensor.shape.dimensions.first, rows > 0, rows % 3 == 0 else {
                continue
            }
            let size = tensor.bytes.count / 3
            return ["query", "key", "value"].enumerated().map { place, part in
                Safetensors.Tensor(
                    name: "\(tensor.name.dropLast(ending.count))\(part).\(own)", type: tensor.type,
                    shape: Shape([rows / 3] + tensor.shape.dimensions.dropFirst()),
                    bytes: (tensor.bytes.lowerBound + place * size)..<(tensor.bytes.lowerBound + (place + 1) * size))
            }
        }
        for own in ["weight", "bias"] where tensor.name.hasSuffix("out_proj.\(own)") {
            let name = "\(tensor.name.dropLast("out_proj.\(own)".count))output.\(own)"
            return [Safetensors.Tensor(name: name, type: tensor.type, shape: tensor.shape, bytes: tensor.bytes)]
        }
        return [tensor]
    }

    /// For modules of a file with other names than those that are wanted, the paths of those that they can only be: each of the same tensors
    /// in the same shapes, where there are several of them in the order of their numbers. Empty where that leaves a doubt.
    private static func paths(_ required: [Wanted], _ file: Safetensors) -> [String: String] {
        /// The names and shapes of a module's parameters, by which it is known again.
        func signature(_ tensors: [(name: String, shape: Shape)]) -> [String] {
            tensors.map { "\($0.name) \($0.shape)" }.sorted()
        }
        var wanted: [(path: String, tensors: [(name: String, shape: Shape)])] = []
        for (name, shape) in required {
            let (path, last) = TensorModules.parts(TorchNames.name(name))
            if wanted.last?.path != path { wanted.append((path, [])) }
            wanted[wanted.count - 1].tensors.append((last, shape))
        }
        let buffers = ["running_mean", "running_var", "num_batches_tracked"]
        let given = TensorModules(file.tensors.flatMap(unpacked)).modules.filter {
            $0.tensors.keys.contains { !buffers.contains($0) }
        }
        guard given.count == wanted.count, Set(given.map(\.path)) != Set(wanted.map(\.path)) else {
            return [:]
        }
        let alike = Dictionary(grouping: given) { module in
            signature(module.tensors.filter { !buffers.contains($0.key) }.map { ($0.key, $0.value.shape) })
        }
        var paths: [String: String] = [:]
        for (key, places) in Dictionary(grouping: wanted, by: { signature($0.tensors) }) {
            guard let modules = alike[key].flatMap(TensorModules.ordered), modules.count == places.count else { return [:] }
            for (module, place) in zip(modules, places) { paths[module.path] = place.path }
        }
        return paths
    }

    /// The beginning that all names of a file share, as torch.compile, DataParallel and Lightning write it: `_orig_mod.`, `module.`, `model.`.
    /// Empty where the first name that is wanted is there as it is.
    private static func prefix(of names: [String], wanted: [String]) -> String {
        guard let first = wanted.first, let some = names.first else { return "" }
        let endings = [TorchNames.name(first), first]
        if names.contains(where: endings.contains) { return "" }
        // One after the other, up to each of a name's points.
        var prefix = ""
        for part in some.split(separator: ".", omittingEmptySubsequences: false) {
            prefix += part + "."
            guard names.allSatisfy({ $0.hasPrefix(prefix) }) else { return "" }
            if endings.contains(where: { names.contains(prefix + $0) }) { return prefix }
        }
        return ""
    }

    private static func list(_ file: Safetensors) -> String {
        let shown = file.tensors.prefix(4).map { "\($0.name) \($0.shape)" } + (file.tensors.count > 4 ? ["…"] : [])
        let unread = file.unread.first.map { "; \($0) is not read" } ?? ""
        return (shown.isEmpty ? "none" : "only " + shown.joined(separator: ", ")) + unread
    }

    private static func otherNetwork(_ file: Safetensors) -> String {
        guard let proposal = NetworkProposal(file) else { return "give the network that the weights are of" }
        return "by names and shapes it could be --network '\(proposal.network)'; \(proposal.guesses)"
    }

    /// Tensors that fit in their order, name by name, where they have only other names.
    private static func advice(_ required: [Wanted], _ file: Safetensors) -> String? {
        guard file.tensors.map(\.shape) == required.map(\.shape) else { return otherNetwork(file) }
        let pairs = zip(file.tensors, required).prefix(2).map { "\($0.name) as \($1.name)" }
        return "shapes fit in their order: save \(pairs.joined(separator: ", ")) and so on"
    }
}
