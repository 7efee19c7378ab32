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
    /// One line of news, until the next key.
    public var message: String?

    public init() {}

    public var zoomedPane: PaneID? { isZoomed ? focus : nil }
}

/// The help, scrolled so many lines.
public struct HelpState: Hashable, Sendable {
    public var scroll = 0
}

/// A line being typed.
public struct Prompt: Hashable, Sendable {
    public var label: String
    public var text = ""
}

/// Digits typed before a step. A single digit is a grain where there is one (3 to 6); from two digits on they are a count.
public struct PendingCount: Hashable, Sendable {
    public private(set) var digits = ""
    /// The grain before the first digit changed it.
    private var grainBefore: Grain?

    public init() {}

    /// The count typed, if it is one.
    public var value: Int? { digits.count >= 2 ? min(Int(digits) ?? .max, 1_000_000_000) : nil }

    /// Takes a digit.
    /// - Returns: the grain to set: the one the digit names; or the one to go back to, when the digit before turns out to begin a count.
    mutating func append(_ digit: Int, grain: Grain) -> Grain {
        digits.append(String(digit))
        if digits.count == 1 {
            grainBefore = grain
            return Self.grains[digit] ?? grain
        }
        if digits.count == 2, let before = grainBefore { return before }
        if digits.count > 10 { digits = String(digits.prefix(10)) }
        return grain
    }

    mutating func clear() { self = PendingCount() }

    /// The grain each digit stands for.
    public static let grains: [Int: Grain] = [3: .layer, 4: .pass, 5: .iteration, 6: .epoch]
}
