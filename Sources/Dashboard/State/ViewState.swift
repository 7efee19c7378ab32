import TerminalGraphics
import Training

/// What is on the screen and how: everything a key can change that training knows nothing of.
public struct ViewState: Hashable, Sendable {
    public var focus: PaneID = .network
    /// Which pane is shown where several take turns.
    public var tab: PaneID = .explain
    public var isZoomed = false
    public var help: HelpState?
    public var selection = Selection(column: 1, neuron: 0, input: nil)
    public var grain = Grain.layer
    public var isLogarithmic = true
    /// Whether the selected weight's gradient is checked against differences of the loss.
    public var isChecking = false
    public var count = PendingCount()
    public var prompt: Prompt?
    /// The `:` line, while it is open.
    public var line: LineEditor?
    /// One line of news, until the next key.
    public var message: String?

    public init() {}

    public var zoomedPane: PaneID? { isZoomed ? focus : nil }
}

/// The help on a topic, scrolled so many lines.
public struct HelpState: Hashable, Sendable {
    public var topic = HelpTopic.keys
    public var scroll = 0
}

/// What there is help on.
public enum HelpTopic: String, Hashable, Sendable, CaseIterable {
    case keys, commands
}

/// A line being typed.
public struct Prompt: Hashable, Sendable {
    public var label: String
    public var text = ""
}

/// Digits typed before a step. A first digit from 3 to 6 chooses a grain and is none of a count; any other begins a count, which has two digits
/// or more: `10s`, and with a nought before it any number, `05n`.
public struct PendingCount: Hashable, Sendable {
    public private(set) var digits = ""

    public init() {}

    /// The count typed, if it is one.
    public var value: Int? { digits.count >= 2 ? min(Int(digits) ?? .max, 1_000_000_000) : nil }

    /// Takes a digit.
    /// - Returns: the grain that it chooses; nil where it belongs to a count.
    mutating func append(_ digit: Int) -> Grain? {
        if digits.isEmpty, let grain = Self.grains[digit] { return grain }
        if digits.count < 10 { digits.append(String(digit)) }
        return nil
    }

    mutating func clear() { self = PendingCount() }

    /// The grain each digit stands for.
    public static let grains: [Int: Grain] = [3: .layer, 4: .pass, 5: .iteration, 6: .epoch]
}
