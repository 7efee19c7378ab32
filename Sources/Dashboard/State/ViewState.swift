import Inspection
import TerminalGraphics

/// What is on the screen and how: everything a key can change that training knows nothing of.
public struct ViewState: Hashable, Sendable {
    public var focus: PaneID = .network
    /// Which panes are shown where several take turns.
    public var turns = Turns()
    /// The list of all panes, while it is open.
    public var menu: PaneMenu?
    /// Which of its views a pane shows, by number.
    public var views: [PaneID: Int] = [:]
    /// Where a pane's own cursor stands, by number: a sample of a gallery, a line of a list.
    public var cursors: [PaneID: Int] = [:]
    /// What a line would begin the run anew with, once that has been asked.
    public var askedToRestart: String?
    public var isZoomed = false
    /// Whether two runs are shown side by side.
    public var isComparing = false
    /// The network's outputs where samples are points of a plane or a line; nil elsewhere.
    public var outputsOfPoints: Int?
    /// The columns that the selection has been made among; nil before the first look.
    var settledColumns: [Column]?
    /// The picture being drawn, once there has been one.
    public var draw: DrawState?
    /// Where a point would be added.
    public var planeCursor = PlaneCursor()
    public var help: HelpState?
    public var selection = Selection(column: 1, neuron: 0, input: nil)
    public var grain = Grain.layer
    /// In which order the terms of a sum are shown.
    public var termOrder = TermOrder.largestFirst
    /// Which of the explanation's numbers that come from elsewhere is chosen.
    public var chosenFactor = 0
    /// The walk that the selection has followed so far.
    var followed: Reveal?
    public var isLogarithmic = true
    /// How close curves are looked at: the run halved so many times.
    public var closeness = 0
    /// How much curves are smoothed, a number of ``Smoothing``.
    public var smoothing = 0
    /// Whether the selected weight's gradient is checked against differences of the loss.
    public var isChecking = false
    public var count = PendingCount()
    public var prompt: Prompt?
    /// Keys that wait until there is something to press them in.
    public var waitingKeys = 0
    /// What has been asked, so that the next key is an answer.
    public var question: Question?
    /// What the next key names, after `m` and `'`.
    public var awaited: Awaited?
    /// The branch chosen in the list of branches; nil: the one in view.
    public var branch: Int?
    /// The NaN or infinity that has been shown.
    var shownPostMortem: PostMortem?
    /// The row selected in the list of breakpoints and watches.
    public var watchRow = 0
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
    case keys, words, commands, expressions
}

/// What a key that has been pressed waits for.
public enum Awaited: Hashable, Sendable {
    /// The letter of a new mark.
    case mark
    /// The letter of a mark to go to.
    case goingToMark

    /// What to press now, in words.
    public var hint: String {
        switch self {
        case .mark: "mark this moment: press a letter"
        case .goingToMark: "go to a mark: press its letter"
        }
    }
}

/// A line being typed.
public struct Prompt: Hashable, Sendable {
    public var label: String
    public var text = ""
}

/// Digits typed before a step. One digit alone from 1 to 6 chooses a grain. More digits, one right after the other, are a count
/// and leave the grain as it was: `10s`, `50n`; so is 7, 8 or 9 alone, and with a nought before it any number: `05n`. A pause
/// between digits, or any other key, makes a grain that was chosen final: `1`, and a moment later `20s`, are twenty terms.
public struct PendingCount: Hashable, Sendable {
    public private(set) var digits = ""
    /// The grain before the first digit chose one.
    private var former: Grain?

    public init() {}

    /// The count typed, if it is one.
    public var value: Int? {
        guard digits.count >= 2 || digits.first.map({ "789".contains($0) }) == true else { return nil }
        return min(Int(digits) ?? .max, 1_000_000_000)
    }

    /// True while a grain has been chosen by a digit with which a count may begin.
    public var mayBecomeCount: Bool { former != nil && digits.count == 1 }

    /// Takes a digit.
    /// - Returns: the grain that is in force with it.
    mutating func append(_ digit: Int, grain: Grain) -> Grain {
        if digits.isEmpty, let chosen = Self.grains[digit] {
            (digits, former) = (String(digit), grain)
            return chosen
        }
        if digits.count < 10 { digits.append(String(digit)) }
        return former ?? grain
    }

    mutating func clear() { self = PendingCount() }

    /// The grain each digit stands for.
    public static let grains: [Int: Grain] = [1: .term, 2: .neuron, 3: .layer, 4: .pass, 5: .iteration, 6: .epoch]
}
