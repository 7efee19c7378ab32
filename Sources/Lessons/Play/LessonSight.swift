import Inspection

/// Things that a lesson's player sees of the run and the screen: its only way to know what a person does.
public struct LessonSight: Hashable, Sendable {
    /// The numbers that its script asks for, as far as they are known.
    package var numbers: [WatchQuantity: Double]
    /// The position in view.
    public var position: Position
    /// The pass last done in the iteration in view; nil before the first.
    public var pass: Pass?
    /// Panes on the screen, by name.
    public var panes: Set<String>
    /// The thing selected; the input is the one that carries most where nobody has chosen.
    public var selection: Selection
    /// The check of a gradient in this view; nil where there is none.
    public var checked: Check?
    /// Whether nothing is under way: all that was asked for is done, and no keys are left to be pressed.
    public var isIdle: Bool

    /// A check of the gradient of a parameter.
    public struct Check: Hashable, Sendable {
        /// The place of the parameter among all.
        public var offset: Int
        /// Whether it has been found right.
        public var agrees: Bool

        /// Both parts.
        public init(offset: Int, agrees: Bool) { (self.offset, self.agrees) = (offset, agrees) }
    }

    /// A look at a run.
    package init(
        numbers: [WatchQuantity: Double], position: Position, pass: Pass?, panes: Set<String>, selection: Selection,
        checked: Check?,
        isIdle: Bool
    ) {
        // A NaN is nothing that a text could say, and never equal to itself: looks that show the same must be the same.
        self.numbers = numbers.filter { !$0.value.isNaN }
        (self.position, self.pass, self.panes) = (position, pass, panes)
        (self.selection, self.checked, self.isIdle) = (selection, checked, isIdle)
    }
}

/// Deeds of a person since a step began.
struct SeenDeeds: Hashable, Sendable {
    private struct Moment: Hashable { var iteration: Int, pass: Pass? }
    private var moments: Set<Moment> = []
    private var panes: Set<String> = []
    private var rows: Set<Int> = []
    private var checks: Set<Int> = []
    private var catches: Set<Int> = []
    private var selection: Selection?
    var wentOn = false

    mutating func note(_ sight: LessonSight) {
        moments.insert(Moment(iteration: sight.position.iteration, pass: sight.pass))
        panes.formUnion(sight.panes)
        if case .batch(let row) = sight.selection.sample { rows.insert(row) }
        if let check = sight.checked {
            if check.agrees { checks.insert(check.offset) } else { catches.insert(check.offset) }
        }
        selection = sight.selection
    }

    func has(_ deed: WatchDeed) -> Bool {
        switch deed {
        case .visited(let iteration, let pass):
            moments.contains { (iteration ?? $0.iteration) == $0.iteration && (pass == nil || pass == $0.pass) }
        case .selected(let column, let neuron, let input):
            selection.map { $0.column == column && $0.neuron == neuron && (input == nil || input == $0.input) } ?? false
        case .opened(let pane): panes.contains(pane)
        case .viewed(let row): row.map(rows.contains) ?? !rows.isEmpty
        case .checked(let offset): offset.map(checks.contains) ?? !checks.isEmpty
        case .caught(let offset): offset.map(catches.contains) ?? !catches.isEmpty
        case .wentOn: wentOn
        }
    }
}
