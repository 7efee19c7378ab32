import Dashboard
import NeuralNetwork
import TerminalGraphics
import Testing
import Training

struct RandomWalkTests {
    /// All bound keys, some that are not, resizes down to nothing, the mouse anywhere.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func keysInAnyOrderNeitherCrashNorChangeHistory(_ seed: UInt64) throws {
        var source = RandomSource(seed: seed)
        var script = try Example.script(Size(width: 80, height: 24))
        let keys = Bindings.table.bindings.filter { $0.command != .quit }.flatMap(\.keys) + [.character("j"), .character("é"), KeyPress(.insert)]
        // A changed learning rate is another history; a new seed, too.
        let changing: [Command] = [.rateUp, .rateDown, .restart(newSeed: true)]
        let harmless = keys.filter { key in Bindings.table.binding(for: key).map { !changing.contains($0.command) } ?? true }
        for _ in 0..<400 {
            switch source.integer(below: 12) {
            case 0: try script.handle(.resize(Size(width: source.integer(below: 210), height: source.integer(below: 70))))
            case 1: try script.handle(.mouse(MouseEvent(.press, at: Point(x: source.integer(below: 999) - 9, y: source.integer(below: 99) - 9))))
            default: try script.press(harmless[source.integer(below: harmless.count)])
            }
            let frame = script.frame
            #expect(frame.size == script.dashboard.size)
        }
        try script.handle(.resize(Size(width: 120, height: 40)))
        for key in try KeySequence.parse("Escape Escape Home") { try script.press(key) }
        if script.driver.isRunning { try script.press(.character(" ")) }
        for key in try KeySequence.parse("g 1 7 Enter") { try script.press(key) }
        let direct = try Example.session()
        direct.move(to: direct.machine.end(ofIteration: 16))
        #expect(script.snapshot.status.completedIterations == 17)
        #expect(script.driver.session.parametersDigest() == direct.parametersDigest())
    }
}
