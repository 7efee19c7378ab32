/// The tensors of a file by the modules that they belong to: those whose names share everything but the last word.
struct TensorModules {
    /// One module: its path, and its tensors by their last words.
    struct Module {
        let path: String
        var tensors: [String: Safetensors.Tensor] = [:]

        /// Sizes of a tensor's axes; nil where there is none of that name.
        func shape(_ name: String) -> [Int]? { tensors[name]?.shape.dimensions }

        /// The path with its numbers left out: what modules of one row share.
        var stem: String { path.filter { !$0.isNumber } }

        /// The numbers in its path.
        var numbers: [Int] { path.split { !$0.isNumber }.map { Int($0) ?? Int.max } }
    }

    /// In the order in which they come in the file.
    private(set) var modules: [Module] = []

    init(_ tensors: [Safetensors.Tensor]) {
        var places: [String: Int] = [:]
        for tensor in tensors {
            let (path, name) = Self.parts(tensor.name)
            let place = places[path] ?? modules.count
            if place == modules.count {
                modules.append(Module(path: path))
                places[path] = place
            }
            modules[place].tensors[name] = tensor
        }
    }

    /// A tensor's name cut at its last point; of attention, whose projections belong together, at the one before.
    static func parts(_ name: String) -> (path: String, name: String) {
        guard let dot = name.lastIndex(of: ".") else { return ("", name) }
        let path = name[..<dot]
        for part in attentionParts where path == part || path.hasSuffix("." + part) {
            return (
                String(path.dropLast(part.count + (path == part ? 0 : 1))),
                String(name.suffix(name.count - path.count + part.count))
            )
        }
        return (String(path), String(name[name.index(after: dot)...]))
    }

    private static let attentionParts = ["query", "key", "value", "output"]

    /// Modules whose paths differ by their numbers alone, in the order of these; nil where words differ.
    static func ordered(_ modules: [Module]) -> [Module]? {
        guard Set(modules.map(\.stem)).count <= 1 else { return nil }
        return modules.sorted { $0.numbers.lexicographicallyPrecedes($1.numbers) }
    }
}
