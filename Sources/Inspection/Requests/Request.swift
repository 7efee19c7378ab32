import Datasets
import NeuralNetwork

/// A thing asked of a run from outside: by a key, a script, or a test. Requests come in families; each family has one file that says what
/// its requests do to a run, in `Training/Engine/Requests`.
public enum Request: Hashable, Sendable {
    /// To another moment.
    case seek(Seek)
    /// Steps of a term or a neuron, reckoned from the selection.
    case walk(WalkStep)
    /// To where a breakpoint is hit.
    case search(Direction)
    /// Running, and how.
    case run(RunControl)
    /// A change from now on; in the past it forks a branch.
    case change(ChangeRequest)
    case watch(WatchEdit)
    /// From the beginning.
    case restart(Restart)
    /// A note on the run that changes no number of it.
    case note(Note)
    /// Another sample in view.
    case pin(PinChoice)
    /// Compares with another scenario; nil: no longer.
    case compare(String?)
    /// Tries cures of what keeps the run from learning, or takes one.
    case cure(CureRequest)
    /// A learning-rate range test, beside the run.
    case testRates
    case write(FileRequest)
    /// Something of a lesson, which leaves nothing behind.
    case lesson(LessonRequest)

    /// True if it puts an end to a seek that is under way. Steps do not: each is made whole, however fast they come.
    public var interruptsSeek: Bool {
        switch self {
        case .seek(let seek): seek.interruptsSeek
        case .run(let control): control.interruptsSeek
        case .restart(let restart): restart.interruptsSeek
        case .walk, .search, .change, .watch, .note, .pin, .compare, .cure, .testRates, .write, .lesson: false
        }
    }

    /// True if it can alter what quitting or beginning anew loses: until it is carried out nobody knows what that is.
    public var altersWork: Bool {
        switch self {
        case .seek(.undo), .seek(.redo), .change, .restart, .note, .write(.session): true
        case .cure(.take): true
        case .seek, .walk, .search, .run, .watch, .pin, .compare, .cure(.tryAll), .testRates, .write(.metrics), .write(.model),
            .lesson:
            false
        }
    }

    /// Capability that a run needs for it; nil of one that any run can do.
    public var needs: Capabilities? {
        switch self {
        case .seek(let seek): seek.needs
        case .walk(let step): step.direction == .back ? .stepBack : .stepForward
        case .search(let direction): direction == .back ? .stepBack : .stepForward
        case .run(let control): control == .toggle ? .stepForward : nil
        case .change: .edit
        case .restart: .restart
        case .compare: .compare
        case .cure, .testRates: .restart
        case .write(.session): .record
        case .lesson(let request): request.needs
        case .watch, .note, .pin, .write(.metrics), .write(.model): nil
        }
    }
}

/// A way to another moment of a run.
public enum Seek: Hashable, Sendable {
    case step(Grain, count: Int, Direction)
    /// So many iterations done.
    case iterations(Int)
    /// A moment within an iteration.
    case position(Position)
    /// As far as this run has ever been.
    case newest
    /// To where the first NaN or infinity appeared.
    case nonFinite
    /// So many hundredths of the run forward, or back; at least an iteration.
    case scrub(hundredths: Int)
    /// On the way to somewhere by drag: no place to come back to.
    case drag(iterations: Int)
    /// Takes the last change back, or makes it again.
    case undo
    case redo
    /// Another branch, at the same iteration as far as it has been.
    case branch(Int)
    /// The moment that has a letter.
    case mark(Unicode.Scalar)
    /// Through the moments at which seeks began.
    case visited(Direction)

    var interruptsSeek: Bool {
        switch self {
        case .iterations, .position, .scrub, .drag, .undo, .redo, .branch, .mark, .visited: true
        case .step, .newest, .nonFinite: false
        }
    }

    var needs: Capabilities {
        switch self {
        case .step(_, _, .forward), .newest, .visited(.forward): .stepForward
        case .step(_, _, .back), .iterations, .position, .nonFinite, .scrub, .drag, .branch, .mark, .visited(.back): .stepBack
        case .undo, .redo: .edit
        }
    }

    /// True of a long way: where it begins is remembered, to come back to.
    package var isRemembered: Bool {
        switch self {
        case .iterations, .position, .newest, .nonFinite: true
        case .step(let grain, let count, _): grain == .epoch || count > 9
        case .scrub, .drag, .undo, .redo, .branch, .mark, .visited: false
        }
    }

    /// The message where it leads nowhere; nil where nothing need be said.
    package var missing: String? {
        switch self {
        case .undo: "nothing to undo"
        case .redo: "nothing to redo"
        case .mark(let letter): "there is no mark \(letter); m\(letter) sets it"
        case .visited(.back): "no earlier place"
        case .visited(.forward): "no later place"
        case .branch: "there is no other such branch"
        case .nonFinite: "all numbers are finite so far"
        case .step, .iterations, .position, .newest, .scrub, .drag: nil
        }
    }

    /// The message on arrival; nil where nothing need be said.
    package var arrival: String? {
        switch self {
        case .undo: "undone; Ctrl-R makes it again"
        case .redo: "made again"
        case .step, .iterations, .position, .newest, .nonFinite, .scrub, .drag, .branch, .mark, .visited: nil
        }
    }
}

/// Starting, pausing, and the pace of running.
public enum RunControl: Hashable, Sendable {
    /// Starts or pauses running.
    case toggle
    case pause
    /// The grain in which running at less than full speed proceeds.
    case grain(Grain)
    case speed(RunSpeed)
    /// To the next rung of the ladder of speeds.
    case changeSpeed(faster: Bool)

    var interruptsSeek: Bool {
        switch self {
        case .toggle, .pause: true
        case .grain, .speed, .changeSpeed: false
        }
    }
}

/// A change of numbers of a run, from the present moment on.
public enum ChangeRequest: Hashable, Sendable {
    /// To the next η of 1, 2, 5 in each decade.
    case rateStep(up: Bool)
    case rate(Double)
    case parameter(ParameterReference, Float)
    case optimizer(OptimizerSpec)
    /// The factor of a part of the penalty.
    case penalty(PenaltyPart, Double)
    /// Samples in a batch.
    case batch(Int)
    /// The share of units that every dropout layer leaves out.
    case dropout(Double)
}

/// A part of the penalty on the size of parameters, by the name that scenarios give it.
public enum PenaltyPart: String, Sendable, CaseIterable {
    case l1, l2
}

/// A change of the list of breakpoints and watches.
public enum WatchEdit: Hashable, Sendable {
    /// A breakpoint, or only a number to be shown.
    case add(WatchExpression, isBreakpoint: Bool)
    /// By its number; nil: all.
    case remove(Int?)
    /// Lets a breakpoint or watch rest, or work again.
    case toggle(Int)
}

/// A new beginning of a run.
public enum Restart: Hashable, Sendable {
    /// With the same seed, or with the next.
    case again(newSeed: Bool)
    case seed(UInt64)
    /// With one setting of the scenario changed: its key and value as in a scenario file.
    case setting(String, String)
    /// With another scenario, by its name: other data, another network, the view that it opens on.
    case scenario(String)
    /// With one more sample to train on.
    case addSample(AddedSample)
    /// Without the sample that was added last.
    case removeAddedSample

    var interruptsSeek: Bool {
        switch self {
        case .again, .seed, .setting, .scenario: true
        case .addSample, .removeAddedSample: false
        }
    }
}

/// A name or letter given to a branch or moment.
public enum Note: Hashable, Sendable {
    case branchName(Int, String)
    /// Gives this moment a letter.
    case mark(Unicode.Scalar)
}

/// A thing that a lesson asks of the run that it teaches with.
public enum LessonRequest: Hashable, Sendable {
    /// Numbers that are not to be seen from now on, in place of those before; none: everything is seen again.
    case hide(HiddenNumbers)
    /// Keeps the moment in view under a number, to come back to it: its branch, what can be undone there, and the sample pinned.
    case keep(Int)
    /// Comes back to a moment kept, and to the run that it is of.
    case restore(Int)
    /// Begins anew with one setting changed; the moments kept stay those of the run before.
    case begin(setting: String, value: String)
    /// Gives up the moments kept, and their runs.
    case forget
    /// Puts the run aside, and goes on with a copy of it at the same moment.
    case beginTrial
    /// Takes the run up again as it was put aside, whatever has become of its copy.
    case endTrial

    var needs: Capabilities? {
        switch self {
        case .hide, .keep, .forget, .endTrial: nil
        case .restore: .stepBack
        case .beginTrial, .begin: .restart
        }
    }
}

/// A choice of a sample to pin.
public enum PinChoice: Hashable, Sendable {
    /// Among the part of the data that the pinned one is of.
    case nextOfClass, previousOfClass, nextClass
    /// The most typical held-out sample of a class.
    case ofClass(Int)
    case sample(SampleReference)
    /// A process of a run, whose numbers are shown, by its rank, where several train it together.
    case ofRank(Int)
}

/// A file to be written.
public enum FileRequest: Hashable, Sendable {
    /// The session under a name; nil: the one it has.
    case session(String?)
    /// The numbers of all iterations.
    case metrics(String, MetricsFormat)
    /// The parameters of the moment in view, as a safetensors file.
    case model(String)
}
