import Basics

/// The tensors of a file beside the parameters of a network: by their names, with what other programs put in front of them left out.
struct TensorMatching {
    /// Tensors by the names of the network's parameters and buffers.
    private(set) var tensors: [String: Safetensors.Tensor] = [:]

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
        var remaining = Dictionary(
            file.tensors.map { (String($0.name.dropFirst(prefix.count)), $0) }, uniquingKeysWith: { first, _ in first })
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
                    found: "\(tensor.shape)", advice: "give the network that the weights are of")
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

    /// Tensors that fit in their order, name by name, where they have only other names.
    private static func advice(_ required: [Wanted], _ file: Safetensors) -> String? {
        guard file.tensors.map(\.shape) == required.map(\.shape) else { return "give the network that the weights are of" }
        let pairs = zip(file.tensors, required).prefix(2).map { "\($0.name) as \($1.name)" }
        return "shapes fit in their order: save \(pairs.joined(separator: ", ")) and so on"
    }
}
