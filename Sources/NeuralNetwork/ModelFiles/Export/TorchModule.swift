import Basics

/// A module of PyTorch, as a program makes it.
public struct TorchModule {
    /// The expression that makes it: `nn.Linear(784, 128)`.
    let code: String
    /// Classes that the program has to have for it.
    let helpers: [TorchHelper]

    init(_ code: String, helpers: [TorchHelper] = []) { (self.code, self.helpers) = (code, helpers) }

    /// A call with what differs from PyTorch's own defaults.
    init(_ name: String, _ arguments: [String?], helpers: [TorchHelper] = []) {
        self.init("\(name)(\(arguments.compactMap { $0 }.joined(separator: ", ")))", helpers: helpers)
    }

    /// `3`, or `(3, 2)` where rows and columns differ.
    static func pair(_ sizes: [Int]) -> String {
        sizes.allSatisfy { $0 == sizes[0] } ? "\(sizes[0])" : "(\(sizes.map(String.init).joined(separator: ", ")))"
    }

    /// An argument by its name; nil where it is what PyTorch takes without it.
    static func option(_ name: String, _ value: String, usually: String) -> String? {
        value == usually ? nil : "\(name)=\(value)"
    }

    /// The same of a number.
    static func option(_ name: String, _ value: Double, usually: Double) -> String? {
        value == usually ? nil : "\(name)=\(value.shortestText)"
    }

    /// `bias=False`, where there is none.
    static func bias(_ spec: LayerSpec) -> String? { spec.flag("bias") ? nil : "bias=False" }
}

/// A class that PyTorch does not have as layers here are.
struct TorchHelper: Hashable {
    let name: String
    let code: String
}
