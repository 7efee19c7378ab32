import Basics
import NeuralNetwork

extension Specification where Family == LayerFamily {
    /// The layer that computes the same as a module, by the names that both have for it and for its settings; nil of a module that is none
    /// of this program's layers. Whether it does compute the same is for numbers to show.
    init?(_ module: RemoteModel.Module) {
        let name = module.type.lowercased()
        let schema = Self.schemas.first { schema in
            ([schema.name] + schema.aliases).contains { $0.lowercased() == name }
        }
        guard let schema else { return nil }
        var values: [String: SpecValue] = [:]
        for attribute in schema.attributes {
            guard let given = module.settings[attribute.name], let first = given.first else {
                // PyTorch says that there is a bias, and is silent where there is none.
                if attribute.name == "bias", case .flag = attribute.kind { values[attribute.name] = .flag(false) }
                continue
            }
            switch attribute.kind {
            case .integer: values[attribute.name] = .integer(Int(saturating: first))
            case .number: values[attribute.name] = .number(first)
            case .flag: values[attribute.name] = .flag(first != 0)
            case .sizes(let rank, _):
                let sizes = given.map { Int(saturating: $0) }
                values[attribute.name] = .sizes(rank == 2 && sizes.count == 1 ? [sizes[0], sizes[0]] : sizes)
            case .numbers: values[attribute.name] = .numbers(given)
            case .word, .layers: break
            }
        }
        guard let spec = try? Self(schema.name, values) else { return nil }
        self = spec
    }

    private static var schemas: [SpecSchema] { LayerFamily.schemas }
}
