import Inspection
import Lessons
import TerminalGraphics

extension KeyContext {
    /// While a lesson is open.
    public static let lesson = KeyContext("lesson")
}

/// All keys: those of the dashboard, and those that panes declare. The help pane, `backstep keys` and the README's table are made
/// from this table.
public enum Bindings {
    /// The keys of all contexts, looked up from the focused pane outward.
    public static let table = BindingTable<Command>(
        stepping + time + breaking + training + looking + PaneCatalog.all.flatMap(\.bindings) + learning + program)

    private static let stepping: [KeyBinding<Command>] =
        [
            key([.character("s"), KeyPress(.function(11))], .step(.forward), "step one grain forward", "Step"),
            key([.character("S"), KeyPress(.function(11), .shift)], .step(.back), "step one grain back", "Step"),
            key([.character("n"), KeyPress(.function(10))], .stepIteration(.forward), "one iteration forward", "Step"),
            key([.character("N")], .stepIteration(.back), "one iteration back", "Step"),
            key([.character(" ")], .request(.toggleRun), "run, pause", "Step"),
            key([.character("+"), .character("=")], .request(.changeSpeed(faster: true)), "run faster", "Step"),
            key(
                [.character("-")], .request(.changeSpeed(faster: false)),
                "run slower: watch the signal move, a grain at a time", "Step"),
            key([.character("f")], .finishSum, "skip to the end of the sum, then of its neuron", "Step"),
            key([.character("F")], .finishLayer, "show the rest of the layer", "Step"),
        ]
        + digits(1...6, "grain: 1 term, 2 neuron, 3 layer, 4 pass, 5 iteration, 6 epoch", "1–6")
        + digits(
            [0, 7, 8, 9],
            "a count before a step: 10s, 50n; of one digit with a nought: 05n; a pause ends a grain: 1, then 20s", "10s")

    private static func digits(_ digits: some Sequence<Int>, _ help: String, _ display: String) -> [KeyBinding<Command>] {
        digits.map { key([.character(Unicode.Scalar(UInt8(48 + $0)))], .digit($0), help, "Step", display) }
    }

    private static let time: [KeyBinding<Command>] =
        [
            key([KeyPress(.home)], .request(.goTo(iterations: 0)), "the beginning, before anything was learned", "Time"),
            key([KeyPress(.end)], .request(.goToNewest), "as far as this run has been", "Time"),
            key([.character("g")], .goTo, "go to iteration …; 3e an epoch, end, 'x a mark", "Time"),
        ]
        + .pair(
            [.character("{")], [.character("}")], (.scrub(-1), .scrub(1)),
            help: "a hundredth of the run back, forward: scrub through history (or drag in Loss)", section: "Time")
        + .pair(
            [.character("(")], [.character(")")], (.request(.goToVisited(.back)), .request(.goToVisited(.forward))),
            help: "back to where a long way began, forward again", section: "Time")
        + [
            key([.character("m")], .setMark, "mark this moment with a letter", "Time", "m x"),
            key([.character("'"), .character("`")], .goToMark, "go to a mark", "Time", "' x"),
        ]

    private static let breaking = [
        key(
            [.character("c"), KeyPress(.function(5))], .request(.continueToBreakpoint(.forward)),
            "continue to the next hit of a breakpoint", "Break"),
        key(
            [.character("C"), KeyPress(.function(5), .shift)], .request(.continueToBreakpoint(.back)), "back to the hit before",
            "Break"),
    ]

    private static let training: [KeyBinding<Command>] =
        [
            key([.character("[")], .request(.changeLearningRate(up: false)), "learning rate down", "Train"),
            key([.character("]")], .request(.changeLearningRate(up: true)), "learning rate up", "Train"),
        ]
        + .pair(
            [.character("e")], [.character("E")], (.edit(bias: false), .edit(bias: true)),
            help: "edit the selected weight, its neuron's bias", section: "Train")
        + [
            key([.character("u")], .request(.undo), "undo a change", "Train"),
            key([.control("r")], .request(.redo), "redo it", "Train"),
            key(
                [.character("r")], .request(.restart(newSeed: false)),
                "restart, same seed; asks where unsaved work is lost", "Train"),
            key(
                [.character("R")], .request(.restart(newSeed: true)), "restart, new seed; asks where unsaved work is lost",
                "Train"),
            key([.character("p")], .pin(.nextOfClass), "pin another sample of the same class", "Train"),
            key([.character("P")], .pin(.nextClass), "pin a sample of the next class", "Train"),
        ]

    private static let looking: [KeyBinding<Command>] =
        .pair(
            [KeyPress(.left)], [KeyPress(.right)], (.moveColumn(-1), .moveColumn(1)), help: "select in the layer before, behind",
            section: "Look")
        + .pair(
            [KeyPress(.up)], [KeyPress(.down)], (.moveNeuron(-1), .moveNeuron(1)), help: "select the neuron above, below",
            section: "Look")
        + .pair(
            [.character("<"), KeyPress(.up, .shift)], [.character(">"), KeyPress(.down, .shift)],
            (.moveWeight(-1), .moveWeight(1)),
            help: "select another of its weights, strongest first", section: "Look")
        + .pair(
            [.character(",")], [.character(".")], (.moveSample(-1), .moveSample(1)),
            help: "look at the pinned sample, or at those of the batch", section: "Look")
        + [
            key([KeyPress(.tab)], .focus(.forward), "focus the next pane (or click it)", "Look"),
            key([KeyPress(.tab, .shift)], .focus(.back), "focus the pane before", "Look"),
            key([.character("z"), KeyPress(.enter)], .zoom, "the focused pane alone, and back", "Look"),
        ]
        + .pair(
            [.character("t")], [.character("T")], (.turn(.forward), .turn(.back)),
            help: "turn to the next pane of this place (or click its name), to the one before", section: "Look")
        + [
            key([.character("l")], .choosePane, "list the panes, open one", "Look"),
            key(
                [.character("X")], .hidePane, "hide the focused pane; :panes brings all back, :panes network explain only these",
                "Look"),
        ]
        + .pair(
            [.character("v")], [.character("V")], (.cycleView(.forward), .cycleView(.back)),
            help: "the next view of the focused pane, the one before", section: "Look")

    private static let learning: [KeyBinding<Command>] = [
        lesson([.character(";")], .goOn, "go on"),
        lesson([KeyPress(.backspace)], .goBack, "the step before"),
        lesson([.character("h")], .hint, "a hint"),
        lesson([.character("H")], .showWay, "show a way, and come back"),
        lesson([.character("j")], .comeBack, "back to the moment of this step"),
    ]

    private static func lesson(_ keys: [KeyPress], _ key: LessonKey, _ help: String) -> KeyBinding<Command> {
        KeyBinding(keys, .lesson(key), help: "in a lesson: " + help, section: "Lesson", context: .lesson)
    }

    private static let program = [
        key([.character("?"), KeyPress(.function(1))], .help, "this help", "Program"),
        key(
            [.character(":")], .commandLine, "command line, with completion and history; :help commands lists what it knows",
            "Program"),
        key([KeyPress(.escape)], .cancel, "close what is open", "Program"),
        key([.control("l")], .redraw, "draw the screen anew", "Program"),
        key([.control("z")], .suspend, "back to the shell; fg returns", "Program"),
        key([.character("q"), .control("c")], .quit, "quit; asks where unsaved work is lost", "Program"),
    ]

    private static func key(
        _ keys: [KeyPress], _ command: Command, _ help: String, _ section: String, _ display: String? = nil
    ) -> KeyBinding<Command> {
        KeyBinding(keys, command, help: help, section: section, display: display)
    }
}
