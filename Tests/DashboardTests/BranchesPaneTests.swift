import Dashboard
import TerminalGraphics
import Testing

/// The list of a run's branches.
struct BranchesPaneTests {
    /// Twenty iterations, back ten, a change, and on: farther than the first branch has come.
    private func screen(_ change: String, _ size: Size = Size(120, 40)) throws -> String {
        try Example.pressing("20n 10N \(change) 30n B", size: size).text
    }

    @Test(arguments: [Size(80, 24), Size(120, 40), Size(200, 60)])
    func aBranchThatDidNotComeSoFarSaysWhereItEnds(_ size: Size) throws {
        #expect(try screen("]", size).contains("ends at 20"))
        let before = try Example.pressing("20n 10N ] 5n B", size: size).text
        #expect(!before.contains("ends at"))
    }

    @Test func aChangedWeightIsNamed() throws {
        #expect(try screen("\":set w[1,3,40] 0.5\" Enter", Size(200, 60)).contains("10: w₁[3,40] = 0.5"))
        #expect(try screen("\":set b[2,1] 0.5\" Enter", Size(200, 60)).contains("10: b₂[1] = 0.5"))
    }
}
