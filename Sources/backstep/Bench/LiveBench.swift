import Dashboard
import Foundation
import Inspection
import TerminalGraphics
import Training

/// Training with the screen drawing thirty frames a second on the other core, against training without.
struct LiveBench {
    struct Result {
        var headlessStepsPerSecond: Double
        var liveStepsPerSecond: Double
        var framesPerSecond: Double
        var bytesPerFrame: Double
        var ratio: Double
    }

    static let size = Size(width: 120, height: 40)
    private static let rounds = 25
    private static let roundSeconds = 0.4

    /// Name of the pane that is turned to; nil: those that the scenario opens on.
    var pane: String?
    let makeTrainer: () throws -> Trainer
    let makeSession: @Sendable (_ history: Int) throws -> Session

    func run() throws -> Result {
        let headless = try makeTrainer()
        let live = LiveRun(size: Self.size, pane: pane, makeSession: makeSession)
        defer { live.stop() }
        var rates: [(headless: Double, live: Double)] = []
        var frames = 0.0
        for round in 0...Self.rounds {
            // In turns, and both through the same iterations, so that a busy moment of the machine falls on both; the first round
            // warms up.
            let part = try live.run(seconds: Self.roundSeconds)
            let begin = headless.completedIterations
            let seconds = Stopwatch.seconds {
                while headless.completedIterations < part.end { headless.finishIteration() }
            }
            guard round > 0 else { continue }
            rates.append((Double(part.end - begin) / seconds, Double(part.steps) / part.seconds))
            frames += Double(part.frames) / part.seconds / Double(Self.rounds)
        }
        return Result(
            headlessStepsPerSecond: rates.map(\.headless).median, liveStepsPerSecond: rates.map(\.live).median,
            framesPerSecond: frames,
            bytesPerFrame: live.screen.byteCounts.map(Double.init).median, ratio: rates.map { $0.live / $0.headless }.median)
    }
}

/// An engine that trains on its own thread, and a screen that shows what comes from it: what `backstep run` does, without a
/// terminal.
private final class LiveRun {
    /// Some time of running.
    struct Part {
        var steps: Int
        /// Iterations done at its end.
        var end: Int
        var frames: Int
        var seconds: Double
    }

    let screen: DiscardingScreen
    private let engine: Engine
    private let news: DispatchSemaphore
    private var dashboard: Dashboard?
    private let pane: String?
    private var asked: [AnyHashable] = []

    init(size: Size, pane: String?, makeSession: @escaping @Sendable (_ history: Int) throws -> Session) {
        screen = DiscardingScreen(size: size)
        self.pane = pane
        let (news, history) = (DispatchSemaphore(value: 0), 256 << 20)
        self.news = news
        engine = Engine(
            speed: .full, history: history, load: { _ in try makeSession(history) }, describe: { ("\($0)", 70) },
            wake: { news.signal() })
        engine.start()
    }

    func stop() { engine.stop() }

    /// Runs for some time, drawing every snapshot that comes; it is paused when this returns.
    func run(seconds: Double) throws -> Part {
        engine.send(.toggleRun)
        var first: (time: Double, steps: Int, frames: Int)?
        var part = Part(steps: 0, end: 0, frames: 0, seconds: 0)
        var isPausing = false
        while true {
            let status = try show()
            if isPausing && !status.isRunning {
                part.end = status.completedIterations
                return part
            }
            guard status.isRunning, !isPausing else { continue }
            let (time, frames) = (Stopwatch.now, screen.byteCounts.count)
            let start = first ?? (time, status.completedIterations, frames)
            first = start
            if time - start.time >= seconds {
                part = Part(
                    steps: status.completedIterations - start.steps, end: 0, frames: frames - start.frames,
                    seconds: time - start.time)
                isPausing = true
                engine.send(.pause)
            }
        }
    }

    /// Turns to a pane as a person would.
    private func turn(_ dashboard: inout Dashboard, to pane: String, _ snapshot: Snapshot) {
        let keys = ":pane \(pane)".unicodeScalars.map { KeyPress(.character($0)) } + [KeyPress(.enter)]
        for key in keys { _ = dashboard.handle(.key(key), snapshot: snapshot) }
    }

    /// Draws the next snapshot.
    private func show() throws -> Status {
        while true {
            news.wait()
            switch engine.takeOutput() {
            case nil, .loading?: continue
            case .failed(let message, let exitCode)?: throw Failure(message: message, exitCode: exitCode)
            case .snapshot(let snapshot)?:
                var view = dashboard ?? Dashboard(size: screen.size)
                if dashboard == nil {
                    view.start(with: snapshot.status)
                    if let pane { turn(&view, to: pane, snapshot) }
                }
                view.sync(with: snapshot.status)
                dashboard = view
                let probes = view.probes(for: snapshot.status)
                if probes.map({ AnyHashable($0) }) != asked {
                    asked = probes.map { AnyHashable($0) }
                    engine.ask(probes)
                }
                screen.present(view.frame(.snapshot(snapshot)))
                return snapshot.status
            }
        }
    }
}
