import Dashboard
import Foundation
import TerminalGraphics
import Training

/// Training with the screen drawing thirty frames a second on the other core, against training without.
struct LiveBench {
    struct Result {
        var headlessStepsPerSecond: Double
        var liveStepsPerSecond: Double
        var ratio: Double { liveStepsPerSecond / headlessStepsPerSecond }
    }

    static let size = Size(width: 120, height: 40)
    private static let rounds = 5
    private static let roundSeconds = 1.5

    let makeSession: @Sendable (_ history: Int) throws -> Session

    func run() throws -> Result {
        let headless = try makeSession(0)
        var headlessRates: [Double] = []
        var liveRates: [Double] = []
        for round in 0...Self.rounds {
            // In turns, so that a busy moment of the machine falls on both; the first round warms up.
            let rates = (headlessRate(headless), try liveRate())
            if round > 0 {
                headlessRates.append(rates.0)
                liveRates.append(rates.1)
            }
        }
        return Result(headlessStepsPerSecond: headlessRates.median, liveStepsPerSecond: liveRates.median)
    }

    private func headlessRate(_ session: Session) -> Double {
        var steps = 0
        let start = Stopwatch.now
        while Stopwatch.now - start < Self.roundSeconds {
            for _ in 0..<10 { session.finishIteration(observed: false) }
            steps += 10
        }
        return Double(steps) / (Stopwatch.now - start)
    }

    private func liveRate() throws -> Double {
        let news = DispatchSemaphore(value: 0)
        let history = 256 << 20
        let engine = Engine(
            speed: .full, history: history, load: { [makeSession] _ in try makeSession(history) }, describe: { ("\($0)", 70) },
            wake: { news.signal() })
        engine.start()
        engine.send(.toggleRun)
        defer { engine.stop() }
        let screen = DiscardingScreen(size: Self.size)
        var dashboard: Dashboard?
        var asked: [AnyHashable] = []
        var first: (time: Double, steps: Int)?
        var last = (time: 0.0, steps: 0)
        while true {
            news.wait()
            guard let output = engine.takeOutput() else { continue }
            switch output {
            case .loading: continue
            case .failed(let message, let exitCode): throw ScenarioError(message, exitCode: exitCode)
            case .snapshot(let snapshot):
                last = (Stopwatch.now, snapshot.status.completedIterations)
                var view = dashboard ?? Dashboard(size: Self.size)
                if dashboard == nil { view.adopt(snapshot.status) }
                dashboard = view
                let probes = view.probes(for: snapshot.status)
                if probes.map({ AnyHashable($0) }) != asked {
                    asked = probes.map { AnyHashable($0) }
                    engine.ask(probes)
                }
                screen.present(view.frame(.snapshot(snapshot)))
                // A few frames pass before it runs evenly.
                if first == nil && screen.byteCounts.count >= 5 { first = last }
                if let first, last.time - first.time >= Self.roundSeconds {
                    return Double(last.steps - first.steps) / (last.time - first.time)
                }
            }
        }
    }
}
