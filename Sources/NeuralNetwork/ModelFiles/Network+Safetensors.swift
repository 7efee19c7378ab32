import Basics

extension Network {
    /// All parameters and buffers as the bytes of a safetensors file, under the names that `torch.nn.Sequential` gives them
    /// (`0.weight`, `1.running_mean`, `0.weight_ih_l0`), Float as F32 and Double as F64.
    public func safetensors(metadata: [String: String] = [:]) -> [UInt8] {
        let type: Safetensors.ElementType = MemoryLayout<Scalar>.size == 4 ? .float32 : .float64
        let parts = [(layout, parameters), (bufferLayout, buffers)]
        var header = JSONObject()
        if !metadata.isEmpty {
            header["__metadata__"] = .object(JSONObject(metadata.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
        }
        var start = 0
        for entry in parts.flatMap({ $0.0.entries }) {
            let end = start + entry.range.count * type.size
            header[TorchNames.name(entry.name)] = .object(
                JSONObject([
                    ("dtype", .string(type.rawValue)), ("shape", .array(entry.shape.dimensions.map { .number(Double($0)) })),
                    ("data_offsets", .array([.number(Double(start)), .number(Double(end))])),
                ]))
            start = end
        }
        var text = Array(JSONValue.object(header).text.utf8)
        // Padded with spaces so that the data begins at a multiple of 8.
        while text.count % 8 != 0 { text.append(0x20) }
        var bytes = (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) }
        bytes.reserveCapacity(8 + text.count + start)
        bytes += text
        for (_, store) in parts { store.withUnsafeBytes { bytes.append(contentsOf: $0) } }
        return bytes
    }

    /// Takes over parameters and buffers from a safetensors file, by PyTorch's names or ours. Throws an `InputError`, and then
    /// has changed nothing, where a tensor is missing, has another shape, or does not belong to this network. Parameters must all
    /// be there; buffers may be missing.
    /// - Returns: names that were matched by shape and order in place of others, such as `fc1 is 0`.
    @discardableResult
    public func load(_ file: Safetensors, source: String) throws -> [String] {
        let matching = try TensorMatching(
            required: layout.entries.map { ($0.name, $0.shape) }, optional: bufferLayout.entries.map { ($0.name, $0.shape) },
            file,
            network: spec.text, source: source)
        var plan: [(entry: ParameterLayout.Entry, store: FlatStore<Scalar>, tensor: Safetensors.Tensor)] = []
        for (layout, store) in [(layout, parameters), (bufferLayout, buffers)] {
            for entry in layout.entries {
                guard let tensor = matching.tensors[entry.name] else { continue }
                plan.append((entry, store, tensor))
            }
        }
        for (entry, store, tensor) in plan {
            for (offset, value) in zip(entry.range, file.values(of: tensor)) { store.pointer[offset] = Scalar(value) }
        }
        return matching.renamed
    }
}
