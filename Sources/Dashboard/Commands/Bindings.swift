import Inspection
import TerminalGraphics

extension KeyContext {
    /// While the Watches pane is focused.
    public static let watches: KeyContext = "watches"
}

/// All keys. The help pane, `backstep keys` and the README's table are made from this table.
public enum Bindings {
    public static let table = BindingTable<Command>(stepping + time + breaking + training + looking + program)

    private static let stepping: [KeyBinding<Command>] =
        [
            binding([.character("s"), KeyPress(.function(11))], .step(.forward), "step one grain forward", "Step"),
            binding([.character("S"), KeyPress(.function(11), .shift)], .step(.back), "step one grain back", "Step"),
            binding([.character("n"), KeyPress(.function(10))], .stepIteration(.forward), "one iteration forward", "Step"),
            binding([.character("N")], .stepIteration(.back), "one iteration back", "Step"),
            binding([.character(" ")], .run, "run, pause", "Step"),
            binding([.character("+"), .character("=")], .faster, "run faster", "Step"),
            binding([.character("-")], .slower, "run slower: watch the signal move, a grain at a time", "Step"),
        ]
        + [
            binding([.character("f")], .finishSum, "skip to the end of the sum, then of its neuron", "Step"),
            binding([.character("F")], .finishLayer, "show the rest of the layer", "Step"),
            binding([.character("o")], .toggleTermOrder, "a sum's terms in order, or the largest first", "Step"),
        ]
        + (1...6).map { digit in
            binding(
                [.character(Unicode.Scalar(UInt8(48 + digit)))], .digit(digit),
                "grain: 1 term, 2 neuron, 3 layer, 4 pass, 5 iteration, 6 epoch", "Step",
                "1–6")
        }
        + [0, 7, 8, 9].map { digit in
            binding(
                [.character(Unicode.Scalar(UInt8(48 + digit)))], .digit(digit),
                "a count before a step: 10s, 50n; of one digit with a nought: 05n; a pause ends a grain: 1, then 20s", "Step",
                "10s")
        }

    private static let time: [KeyBinding<Command>] = [
        binding([KeyPress(.home)], .first, "the beginning, before anything was learned", "Time"),
        binding([KeyPress(.end)], .newest, "as far as this run has been", "Time"),
        binding([.character("g")], .goTo, "go to iteration …; 3e an epoch, end, 'x a mark", "Time"),
        binding(
            [.character("{")], .scrub(-1), "a hundredth of the run back, forward: scrub through history (or drag in Loss)",
            "Time", "{, }"),
        binding(
            [.character("}")], .scrub(1), "a hundredth of the run back, forward: scrub through history (or drag in Loss)", "Time",
            "{, }"),
        binding([.character("(")], .visited(.back), "back to where a long way began, forward again", "Time", "(, )"),
        binding([.character(")")], .visited(.forward), "back to where a long way began, forward again", "Time", "(, )"),
        binding([.character("m")], .setMark, "mark this moment with a letter", "Time", "m x"),
        binding([.character("'"), .character("`")], .goToMark, "go to a mark", "Time", "' x"),
        binding([.character("B")], .branches, "branches: what was changed where; arrows choose, Enter returns to one", "Time"),
    ]

    private static let breaking: [KeyBinding<Command>] = [
        binding(
            [.character("c"), KeyPress(.function(5))], .continueTo(.forward), "continue to the next hit of a breakpoint", "Break"),
        binding([.character("C"), KeyPress(.function(5), .shift)], .continueTo(.back), "back to the hit before", "Break"),
        binding([.character("!")], .goToNonFinite, "to where the first NaN or ∞ appeared", "Break"),
        binding([.character("b")], .breakAtSelection, "a breakpoint on the selection: type on, Enter sets it", "Break"),
        binding([.character("w")], .watchSelection, "watch the selection", "Break"),
        KeyBinding(
            [KeyPress(.up)], .moveWatch(-1), help: "in the Watches pane: the one above, below", section: "Break",
            context: .watches, display: "Up, Down"),
        KeyBinding(
            [KeyPress(.down)], .moveWatch(1), help: "in the Watches pane: the one above, below", section: "Break",
            context: .watches, display: "Up, Down"),
        KeyBinding(
            [.character("i")], .toggleWatch, help: "in the Watches pane: let it rest, or work again", section: "Break",
            context: .watches),
        KeyBinding(
            [.character("d"), KeyPress(.delete)], .deleteWatch, help: "in the Watches pane: delete it", section: "Break",
            context: .watches),
    ]

    private static let training: [KeyBinding<Command>] = [
        binding([.character("[")], .rateDown, "learning rate down", "Train"),
        binding([.character("]")], .rateUp, "learning rate up", "Train"),
        binding([.character("e")], .edit(bias: false), "edit the selected weight, its neuron's bias", "Train", "e, E"),
        binding([.character("E")], .edit(bias: true), "edit the selected weight, its neuron's bias", "Train", "e, E"),
        binding([.character("u")], .undo, "undo a change", "Train"),
        binding([.control("r")], .redo, "redo it", "Train"),
        binding([.character("r")], .restart(newSeed: false), "restart, same seed; asks where unsaved work is lost", "Train"),
        binding([.character("R")], .restart(newSeed: true), "restart, new seed; asks where unsaved work is lost", "Train"),
        binding([.character("p")], .pin(.nextOfClass), "pin another sample of the same class", "Train"),
        binding([.character("P")], .pin(.nextClass), "pin a sample of the next class", "Train"),
    ]

    private static let looking: [KeyBinding<Command>] = [
        binding([KeyPress(.left)], .moveColumn(-1), "select in the layer before, behind", "Look", "Left, Right"),
        binding([KeyPress(.right)], .moveColumn(1), "select in the layer before, behind", "Look", "Left, Right"),
        binding([KeyPress(.up)], .moveNeuron(-1), "select the neuron above, below", "Look", "Up, Down"),
        binding([KeyPress(.down)], .moveNeuron(1), "select the neuron above, below", "Look", "Up, Down"),
        binding(
            [.character("<"), KeyPress(.up, .shift)], .moveWeight(-1), "select another of its weights, strongest first", "Look",
            "<, >"),
        binding(
            [.character(">"), KeyPress(.down, .shift)], .moveWeight(1), "select another of its weights, strongest first", "Look",
            "<, >"),
        binding([.character(",")], .moveSample(-1), "look at the pinned sample, or at those of the batch", "Look", ",, ."),
        binding([.character(".")], .moveSample(1), "look at the pinned sample, or at those of the batch", "Look", ",, ."),
        binding([KeyPress(.tab)], .focus(.forward), "focus the next pane (or click it)", "Look"),
        binding([KeyPress(.tab, .shift)], .focus(.back), "focus the pane before", "Look"),
        binding([.character("x")], .explain, "explain the selected neuron and weight; again: in full", "Look"),
        binding([.character("k")], .check, "check its gradient against differences of the loss", "Look"),
        binding([.character("z")], .zoom, "the focused pane alone, and back (or the wheel)", "Look"),
        binding(
            [KeyPress(.enter)], .enter,
            "the same; in an explanation alone: to where the number comes from that Up and Down choose", "Look"),
        binding(
            [.character("t")], .turn(.forward), "turn to the next pane of this place (or click its name), to the one before",
            "Look", "t, T"),
        binding(
            [.character("T")], .turn(.back), "turn to the next pane of this place (or click its name), to the one before", "Look",
            "t, T"),
        binding([.character("l")], .choosePane, "list the panes, open one", "Look"),
        binding([.character("v")], .cycleView(.forward), "the next view of the focused pane, the one before", "Look", "v, V"),
        binding([.character("V")], .cycleView(.back), "the next view of the focused pane, the one before", "Look", "v, V"),
        binding([.character("d")], .draw, "draw a digit with mouse or keys: the network reads it live", "Look"),
        binding([KeyPress(.pageUp)], .closer, "curves: a closer look, the whole run (or the wheel)", "Look", "PgUp, PgDn"),
        binding([KeyPress(.pageDown)], .farther, "curves: a closer look, the whole run", "Look", "PgUp, PgDn"),
        binding([.character("a")], .smooth, "curves: smooth them, by more and not at all", "Look"),
        binding([.character("y")], .toggleLogarithmic, "loss: logarithmic, linear", "Look"),
    ]

    private static let program: [KeyBinding<Command>] = [
        binding([.character("?"), KeyPress(.function(1))], .help, "this help", "Program"),
        binding(
            [.character(":")], .commandLine, "command line, with completion and history; :help commands lists what it knows",
            "Program"),
        binding([KeyPress(.escape)], .cancel, "close what is open", "Program"),
        binding([.control("l")], .redraw, "draw the screen anew", "Program"),
        binding([.control("z")], .suspend, "back to the shell; fg returns", "Program"),
        binding([.character("q"), .control("c")], .quit, "quit; asks where unsaved work is lost", "Program"),
    ]

    private static func binding(
        _ keys: [KeyPress], _ command: Command, _ help: String, _ section: String, _ display: String? = nil
    ) -> KeyBinding<Command> {
        KeyBinding(keys, command, help: help, section: section, display: display)
    }
}
