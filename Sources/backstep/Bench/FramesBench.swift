import Dashboard
import Inspection
import TerminalGraphics
import Training

/// The time that a frame of the whole screen takes, from asking the session to the last cell, and the bytes that change.
struct FramesBench {
    struct Result {
        var millisecondsPerFrame: Double
        var cells: Int
        var bytesPerFrame: Double
    }

    static let size = Size(width: 200, height: 60)
    private static let frames = 200
    /// Frames that are measured at least, and the seconds after which no more are, where training takes so long.
    private static let fewest = 20
    private static let patience = 15.0
    /// Frames before those that count.
    private static let warmUp = 10

    let session: Session

    func run() throws -> Result {
        let driver = SessionDriver(session, speed: .full)
        var script = ScriptedDashboard(Dashboard(size: Self.size), driver)
        try script.press(KeyPress(.character(" ")))
        let screen = DiscardingScreen(size: Self.size)
        let dashboard = script.dashboard
        train(driver, atMost: 500, seconds: 2)
        var times: [Double] = []
        let start = Stopwatch.now
        while times.count < Self.frames + Self.warmUp {
            if times.count >= Self.fewest + Self.warmUp && Stopwatch.now - start > Self.patience { break }
            train(driver, atMost: 9, seconds: 0.02)
            driver.runOn(observed: true)
            var canvas = Canvas(Self.size)
            times.append(
                Stopwatch.seconds {
                    let snapshot = driver.snapshot(dashboard.probes(for: driver.status))
                    canvas = dashboard.frame(.snapshot(snapshot))
                })
            screen.present(canvas)
        }
        times.removeFirst(Self.warmUp)
        let bytes = screen.byteCounts.suffix(times.count).map(Double.init)
        return Result(
            millisecondsPerFrame: times.median * 1e3, cells: Self.size.width * Self.size.height, bytesPerFrame: bytes.median)
    }

    /// Training goes on between frames, and a large network's for not longer than a person would have it between two of them.
    private func train(_ driver: SessionDriver, atMost iterations: Int, seconds: Double) {
        let start = Stopwatch.now
        var left = iterations
        while left > 0 && Stopwatch.now - start < seconds {
            driver.runOn(observed: false)
            left -= 1
        }
    }
}
