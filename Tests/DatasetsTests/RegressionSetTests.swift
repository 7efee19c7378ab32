import Basics
import Datasets
import MemoryFiles
import Testing

/// Computed numbers, splits, and tables that are held out.
struct RegressionSetTests {
    private let environment = DataEnvironment(variables: [:], files: MemoryFileSystem())

    @Test(arguments: [("slope", 2), ("hills", 2), ("wave", 1)])
    func approximatedSetsHaveOneNumberASample(_ name: String, _ inputs: Int) throws {
        let pair = try DatasetCatalog.standard.load(name, DatasetRequest(environment: environment, noise: 0))
        #expect(pair.train.sampleShape == [inputs])
        #expect(pair.train.targetWidth == 1 && pair.train.classCount == 0)
        guard name == "slope", case .vectors(let targets, _) = pair.train.targets else { return }
        let sample = pair.train.sample(5)
        #expect(abs(targets[5] - (0.7 * sample[0] - 0.4 * sample[1])) < 1e-6)
    }

    @Test(arguments: [(0.1, 60), (0.5, 300), (0.9, 540)])
    func aSplitDividesAllPointsAnew(_ split: Double, _ heldOut: Int) throws {
        let pair = try DatasetCatalog.standard.load("moons", DatasetRequest(environment: environment, split: split))
        #expect(pair.heldOut.count == heldOut && pair.train.count == 600 - heldOut)
    }

    @Test(arguments: ["xor", "digits", "mnist"])
    func setsWithTestSamplesOfTheirOwnRefuseASplit(_ name: String) {
        #expect(throws: InputError.self) {
            try DatasetCatalog.standard.load(name, DatasetRequest(environment: environment, split: 0.3))
        }
    }

    @Test(arguments: [0, 0.01, 1, .nan]) func aSplitLeavesSamplesOnBothSides(_ split: Double) {
        #expect(throws: InputError.self) {
            try DatasetCatalog.standard.load("moons", DatasetRequest(environment: environment, split: split))
        }
    }

    private func table(_ test: String) throws -> DatasetPair {
        var files = MemoryFileSystem()
        files.content["/d/train.csv"] = Array("x,y,kind\n1,2,cat\n2,1,dog\n3,3,cat\n4,0,dog\n5,5,emu\n6,6,emu\n".utf8)
        files.content["/d/test.csv"] = Array(test.utf8)
        let request = DatasetRequest(environment: DataEnvironment(variables: [:], files: files))
        let pair = try DatasetCatalog.standard.load("/d/train.csv", request)
        return try DatasetCatalog.standard.replacingHeldOut(of: pair, with: "/d/test.csv", request)
    }

    @Test func aTableCanBeHeldOutAsAWhole() throws {
        let pair = try table("x,y,kind\n9,9,emu\n8,8,cat\n")
        #expect(pair.heldOut.count == 2)
        // The classes keep the training table's numbers.
        #expect(pair.heldOut.label(of: 0) == 2 && pair.heldOut.label(of: 1) == 0)
    }

    @Test func rowsOfItWithGapsAreCounted() throws {
        let pair = try table("x,y,kind\n1,,cat\n1,2,dog\n")
        #expect(pair.heldOut.count == 1 && pair.facts.leftOut == 1)
        #expect(pair.understanding?.hasSuffix("test.csv: 1 left out for gaps") == true)
    }

    @Test(arguments: ["x,y,kind\n1,2,cow\n2,2,cat\n", "x,kind\n1,cat\n2,dog\n", "x,y,kind\n1,,cat\n1,,dog\n"])
    func aTableThatDoesNotFitIsRefusedInALine(_ test: String) {
        let error = #expect(throws: InputError.self) { try table(test) }
        #expect(error?.description.contains("/d/test.csv") == true)
    }
}
