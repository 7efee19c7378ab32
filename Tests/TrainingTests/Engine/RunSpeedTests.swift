import Inspection
import Testing
import Training

@Suite struct RunSpeedTests {
    @Test func theLadderIsGoneUpAndDownRungByRungAndEndsAtItsEnds() {
        let ladder = RunSpeed.ladder
        for (lower, upper) in zip(ladder, ladder.dropFirst()) {
            #expect(lower.faster(true) == upper)
            #expect(upper.faster(false) == lower)
        }
        #expect(ladder.first?.faster(false) == ladder.first)
        #expect(ladder.last?.faster(true) == .full)
        #expect(ladder.contains(.usual))
        #expect(Set(ladder).count == ladder.count)
    }

    @Test(arguments: [
        (RunSpeed.steps(1), Grain.layer, "1 layer a second"), (.steps(4), .layer, "4 layers a second"),
        (.steps(1), .pass, "1 pass a second"), (.steps(15), .pass, "15 passes a second"),
        (.steps(2), .epoch, "2 epochs a second"),
        (.iterations(30), .layer, "30 iterations a second"), (.full, .epoch, "full speed"),
    ]) func everySpeedHasWords(_ speed: RunSpeed, _ grain: Grain, _ words: String) {
        #expect(speed.text(grain) == words)
    }
}
