import Basics

/// The value of one attribute of a specification, already checked against its schema.
public enum SpecValue: Hashable, Sendable {
    /// A whole number: `dense(out:128)`.
    case integer(Int)
    /// A number: `dropout(rate:0.5)`.
    case number(Double)
    /// Yes or no: `dense(bias:false)`.
    case flag(Bool)
    /// One of the words the schema lists: `rnn(returns:last)`.
    case word(String)
    /// Sizes along axes: `conv2d(kernel:5x3)`.
    case sizes([Int])
    /// Numbers one after the other: `softmaxCrossEntropy(weights:1x2.5x1)`.
    case numbers([Double])
    /// Layers inside a layer: the branch of a residual layer. Nil stands for the identity.
    case layers([LayerSpec]?)

    /// As written in text specifications.
    var text: String {
        switch self {
        case .integer(let value): String(value)
        case .number(let value): value.shortestText
        case .flag(let value): String(value)
        case .word(let value): value
        case .sizes(let value):
            value.count == 2 && value[0] == value[1] ? String(value[0]) : value.map(String.init).joined(separator: "x")
        case .numbers(let value): value.map(\.shortestText).joined(separator: "x")
        case .layers(let value): value.map { "[" + $0.map(\.text).joined(separator: ",") + "]" } ?? "identity"
        }
    }
}
