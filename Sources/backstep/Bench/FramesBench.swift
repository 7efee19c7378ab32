import Dashboard
import TerminalGraphics
import Training

/// How long a frame of the whole screen takes, from asking the session to the last cell, and how many bytes change.
struct FramesBench {
    struct Result {
        var millisecondsPerFrame: Double
        var cells: Int
        var bytesPerFrame: Double
    }

    static let size = Size(width: 200, height: 60)
    private static let frames = 200

    let session: Session

    func run() throws -> Result {
        var script = ScriptedDashboard(Dashboard(size: Self.size), SessionDriver(session, speed: .full))
        try script.press(KeyPress(.character(" ")))
        let screen = DiscardingScreen(size: Self.size)
        let (dashboard, driver) = (script.dashboard, script.driver)
        for _ in 0..<500 { driver.runOn(observed: false) }
        var times: [Double] = []
        for frame in 0..<Self.frames + 20 {
            for _ in 0..<9 { driver.runOn(observed: false) }
            driver.runOn(observed: true)
            var canvas = Canvas(Self.size)
            let seconds = Stopwatch.seconds {
                let snapshot = driver.snapshot(dashboard.probes(for: driver.status))
                canvas = dashboard.frame(.snapshot(snapshot))
            }
            if frame >= 20 { times.append(seconds) }
            screen.present(canvas)
        }
        let bytes = screen.byteCounts.suffix(Self.frames).map(Double.init)
        return Result(millisecondsPerFrame: times.median * 1e3, cells: Self.size.width * Self.size.height, bytesPerFrame: bytes.median)
    }
}
