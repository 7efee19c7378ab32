/// A network that weights without a description could be of, told from the names and shapes of their tensors.
///
/// Weights say which sums there are and how wide they are. Of functions between them, of pools, strides and padding they say nothing. So it
/// is a proposal, to be looked at by whoever knows the network.
public struct NetworkProposal {
    /// The layers, as `--network` takes them.
    public let network: String
    /// The part of it that no tensor tells, as the end of a sentence.
    public let guesses: String

    /// A layer that a module can be.
    private struct Part {
        enum Kind { case sum, picture, normalization, time, lookup }
        let kind: Kind
        let text: String
        let inputs: Int
        let outputs: Int
        var kernel: [Int] = []
        let module: TensorModules.Module
    }

    /// Nil where the tensors are of other modules than those of layers here, or their order cannot be told.
    /// - Parameter picture: rows and columns of the pictures that it is for; nil: unknown.
    public init?(_ file: Safetensors, picture: (rows: Int, columns: Int)? = nil) {
        var parts: [Part] = []
        for module in TensorModules(file.tensors).modules {
            guard let part = Self.part(module) else { return nil }
            parts.append(part)
        }
        guard let chain = Self.chain(parts), !chain.isEmpty else { return nil }
        let usual = [28, 32, 64, 16, 8, 224].map { (rows: $0, columns: $0) }
        for size in picture.map({ [$0] }) ?? usual {
            guard let text = Self.text(chain, picture: size) else { continue }
            network = text
            let hasPictures = chain.contains { $0.kind == .picture }
            guesses =
                hasPictures
                ? "activation functions, pools, strides and padding are not in it: what stands here fits pictures of \(size.rows)×\(size.columns)"
                : chain.count > 1
                    ? "activation functions are not in it: relu is a guess" : "an activation function behind it is not in it"
            return
        }
        return nil
    }

    private static func part(_ module: TensorModules.Module) -> Part? {
        func part(_ kind: Part.Kind, _ text: String, _ inputs: Int, _ outputs: Int, kernel: [Int] = []) -> Part {
            Part(kind: kind, text: text, inputs: inputs, outputs: outputs, kernel: kernel, module: module)
        }
        let names = Set(module.tensors.keys)
        if names.isSuperset(of: ["weight_ih_l0", "weight_hh_l0"]) {
            guard let input = module.shape("weight_ih_l0"), let state = module.shape("weight_hh_l0"), input.count == 2,
                state.count == 2,
                state[1] > 0, names.isSubset(of: ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"]),
                let name = [1: "rnn", 3: "gru", 4: "lstm"][state[0] / state[1]]
            else { return nil }
            return part(.time, "\(name):\(state[1])" + (names.count == 4 ? "" : "(bias:false)"), input[1], state[1])
        }
        guard let weight = module.shape("weight") ?? module.shape("running_mean") else { return nil }
        let bias = names.contains("bias") ? "" : "(bias:false)"
        switch weight.count {
        case 1 where names.contains("running_mean"):
            return part(.normalization, "batchNorm" + (names.contains("weight") ? "" : "(affine:false)"), weight[0], weight[0])
        case 1 where names == ["weight", "bias"]: return part(.normalization, "layerNorm", weight[0], weight[0])
        case 2 where names == ["weight"] && module.path.lowercased().contains("emb"):
            return part(.lookup, "embedding:\(weight[0])x\(weight[1])", 0, weight[1])
        case 2 where names.isSubset(of: ["weight", "bias"]): return part(.sum, "dense:\(weight[0])\(bias)", weight[1], weight[0])
        case 4 where names.isSubset(of: ["weight", "bias"]):
            let kernel = weight[2] == weight[3] ? "\(weight[2])" : "\(weight[2])x\(weight[3])"
            return part(
                .picture, "conv2d:\(weight[0])x\(kernel)\(bias)", weight[1], weight[0], kernel: Array(weight[2...]))
        default: return nil
        }
    }

    /// The parts one behind the other, each on as many numbers as the one before gives; nil where there is no such order, or several.
    private static func chain(_ parts: [Part]) -> [Part]? {
        let isNumbered = Set(parts.map(\.module.stem)).count == 1
        let inOrder = isNumbered ? parts.sorted { $0.module.numbers.lexicographicallyPrecedes($1.module.numbers) } : parts
        if isNumbered { return fits(inOrder) ? inOrder : nil }
        // Sums by their widths; normalizations behind the sum that has their number in its name, or their width alone.
        let sums = parts.filter { $0.kind != .normalization }
        guard sums.count <= 64, var chain = unique(sums) else { return nil }
        for part in parts where part.kind == .normalization {
            let places = chain.indices.filter { chain[$0].kind != .normalization && chain[$0].outputs == part.outputs }
            let numbered = places.filter { chain[$0].module.numbers == part.module.numbers }
            guard let place = numbered.count == 1 ? numbered[0] : places.count == 1 ? places[0] : nil else { return nil }
            chain.insert(part, at: place + 1)
        }
        return chain
    }

    /// Whether a part can come behind another.
    private static func follows(_ part: Part, _ before: Part) -> Bool {
        switch (before.kind, part.kind) {
        case (_, .lookup): false
        // A flatten comes between.
        case (.picture, .sum): part.inputs % before.outputs == 0
        case (.lookup, .sum): part.inputs % before.outputs == 0
        case (.picture, .picture), (.lookup, .time), (.time, .time), (.time, .sum), (.sum, .sum), (.sum, .time):
            part.inputs == before.outputs
        default: false
        }
    }

    private static func fits(_ parts: [Part]) -> Bool {
        var before: Part?
        for part in parts {
            if part.kind == .normalization {
                guard before?.outputs == part.outputs else { return false }
            } else {
                if let before, !follows(part, before) { return false }
                before = part
            }
        }
        return true
    }

    /// The only order in which all of them follow one another; among those of one row, their numbers decide.
    private static func unique(_ parts: [Part]) -> [Part]? {
        if let ordered = TensorModules.ordered(parts.map(\.module)) {
            let sorted = ordered.compactMap { module in parts.first { $0.module.path == module.path } }
            return fits(sorted) ? sorted : nil
        }
        var found: [[Part]] = []
        var tries = 0
        func extend(_ chain: [Part], _ rest: [Part]) {
            tries += 1
            if found.count > 1 || tries > 10_000 { return }
            if rest.isEmpty { return found.append(chain) }
            for (place, part) in rest.enumerated() where chain.last.map({ follows(part, $0) }) ?? true {
                // Of the same row the smaller number first.
                if rest.contains(where: {
                    $0.module.stem == part.module.stem && $0.module.numbers.lexicographicallyPrecedes(part.module.numbers)
                }) {
                    continue
                }
                var others = rest
                others.remove(at: place)
                extend(chain + [part], others)
            }
        }
        extend([], parts)
        return found.count == 1 && tries <= 10_000 ? found[0] : nil
    }

    /// The chain with functions between its sums, and with pools that make pictures of a size fit the sum behind them; nil where none do.
    private static func text(_ chain: [Part], picture: (rows: Int, columns: Int)) -> String? {
        let count = chain.filter { $0.kind == .picture }.count
        guard count > 0 else { return joined(chain, isPadded: false, pools: 0) }
        guard let first = chain.first(where: { $0.kind == .sum }), let last = chain.last(where: { $0.kind == .picture }) else {
            return joined(chain, isPadded: false, pools: 0)
        }
        // Pools behind the last ones, of which most networks have as many as convolutions.
        for pools in (0...count).reversed() {
            for isPadded in [false, true] {
                var (size, place): ((Int, Int)?, Int) = ((picture.rows, picture.columns), 0)
                for part in chain where part.kind == .picture {
                    guard let (rows, columns) = size else { break }
                    let kept = isPadded && part.kernel.allSatisfy { $0 % 2 == 1 }
                    var next = kept ? (rows, columns) : (rows - part.kernel[0] + 1, columns - part.kernel[1] + 1)
                    if place >= count - pools { next = (next.0 / 2, next.1 / 2) }
                    size = next.0 > 0 && next.1 > 0 ? next : nil
                    place += 1
                }
                if let (rows, columns) = size, rows * columns * last.outputs == first.inputs {
                    return joined(chain, isPadded: isPadded, pools: pools)
                }
            }
        }
        return nil
    }

    private static func joined(_ chain: [Part], isPadded: Bool, pools: Int) -> String {
        let pictures = chain.filter { $0.kind == .picture }.count
        var (layers, place) = ([String](), 0)
        for (index, part) in chain.enumerated() {
            let isLast = !chain[(index + 1)...].contains { $0.kind != .normalization }
            let next = index + 1 < chain.count ? chain[index + 1] : nil
            var text = part.text
            if part.kind == .picture, isPadded, part.kernel.allSatisfy({ $0 % 2 == 1 && $0 > 1 }) {
                let padding =
                    part.kernel[0] == part.kernel[1]
                    ? "\(part.kernel[0] / 2)" : part.kernel.map { "\($0 / 2)" }.joined(separator: "x")
                text = text.hasSuffix(")") ? text.dropLast() + ",padding:\(padding))" : text + "(padding:\(padding))"
            }
            if part.kind == .time, next?.kind == .time {
                text = text.hasSuffix(")") ? text.dropLast() + ",returns:sequence)" : text + "(returns:sequence)"
            }
            layers.append(text)
            if part.kind == .picture { place += 1 }
            // A function behind a sum comes after its normalization.
            if next?.kind == .normalization || isLast { continue }
            let isPicture = chain[...index].last { $0.kind != .normalization }?.kind == .picture
            let isSum = chain[...index].last { $0.kind != .normalization }?.kind == .sum
            if (isPicture || isSum) && !isDirectly(part, next) { layers.append("relu") }
            if isPicture, place > pictures - pools { layers.append("maxPool2d:2") }
            if isPicture || part.kind == .lookup, next?.kind == .sum { layers.append("flatten") }
        }
        return layers.joined(separator: ",")
    }

    /// Whether the numbers of a row say that nothing stands between two modules.
    private static func isDirectly(_ part: Part, _ next: Part?) -> Bool {
        guard let next, part.module.stem == next.module.stem, part.module.path.allSatisfy(\.isNumber) else { return false }
        return next.module.numbers[0] == part.module.numbers[0] + 1
    }
}
