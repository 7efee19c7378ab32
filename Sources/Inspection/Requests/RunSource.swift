/// A run that can be asked and driven, wherever it is computed: requests go in, the newest snapshot comes out. Neither side waits for the
/// other.
public protocol RunSource: AnyObject, Sendable {
    /// Things that this run can do; the same for as long as it lasts.
    var capabilities: Capabilities { get }
    /// Asks for something to be done. Requests are taken in order, and each snapshot says how many have been carried out: so
    /// whoever sends them knows which a snapshot does not show yet.
    func send(_ request: Request)
    /// Says what the visible panes want to see from now on.
    func ask(_ probes: [any Probe])
    /// Hands over the newest output, once.
    func takeOutput() -> RunOutput?
    /// Ends the run; returns when it has ended, or after `seconds`.
    func stop(waitingAtMost seconds: Double)
}

/// News of a run.
public enum RunOutput: Sendable {
    /// The data is being read; what is being done, in words.
    case loading(String)
    case snapshot(Snapshot)
    /// It cannot go on: the message to end the program with.
    case failed(String, exitCode: Int32)
}

/// A run that is driven on the caller's own thread: by a script, or a test.
public protocol RunDriver: AnyObject {
    /// Facts of the run at its present cursor, without any probe's answer.
    var status: Status { get }
    /// True once it has been told to run and nothing has stopped it since.
    var isRunning: Bool { get }
    /// The speed set: ``runOn(observed:while:)`` goes on by one unit of it.
    var speed: RunSpeed { get }
    /// Answers to the probes at the present moment.
    func snapshot(_ probes: [any Probe]) -> Snapshot
    /// Position that a request leads to; nil of one that leads nowhere.
    func destination(of request: Request) -> Position?
    /// Does what is asked.
    /// - Parameter shouldContinue: asked between the iterations of a long way.
    func perform(_ request: Request, while shouldContinue: () -> Bool) throws
    /// Goes on by one unit of running; does nothing unless the run is running.
    func runOn(observed: Bool, while shouldContinue: () -> Bool)
}
