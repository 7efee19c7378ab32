import Basics
import Datasets
import MemoryFiles
import Testing

struct DatasetCatalogTests {
    let request = DatasetRequest(environment: DataEnvironment(variables: [:], files: MemoryFileSystem()), seed: 3)

    @Test(arguments: [
        ("mnits", "mnist"), ("Spiral", "spirals"), ("digts", "digits"), ("cirlces", "circles"), ("gaussian", "gaussians"),
    ])
    func aMisspeltNameAnswersWithTheNearest(name: String, nearest: String) throws {
        let error = try #require(throws: InputError.self) { try DatasetCatalog.standard.load(name, request) }
        #expect(error.kind == .usage)
        #expect(error.subject == "--data \(name)")
        #expect(error.advice == "did you mean \(nearest)?")
    }

    @Test func aNameLikeNoOtherListsAll() throws {
        let error = try #require(throws: InputError.self) { try DatasetCatalog.standard.load("wikipedia", request) }
        for entry in DatasetCatalog.standard.entries { #expect(error.expected.contains(entry.name)) }
        #expect(error.advice == "backstep data list shows all")
    }

    @Test(arguments: DatasetCatalog.standard.entries.filter { !$0.needsFiles }.map(\.name))
    func setsWithoutFilesFollowFromTheSeed(name: String) throws {
        var request = request
        request.heldOutCount = 30
        if name != "xor" { request.trainCount = 50 }
        let pair = try DatasetCatalog.standard.load(name, request)
        let again = try DatasetCatalog.standard.load(name, request)
        request.seed = 4
        let other = try DatasetCatalog.standard.load(name, request)
        func samples(_ dataset: Dataset) -> [[Float]] { (0..<dataset.count).map(dataset.sample) }
        #expect(samples(pair.train) == samples(again.train))
        #expect(samples(pair.heldOut) == samples(again.heldOut))
        // A story is cut where it is cut.
        if name != "story" { #expect(samples(pair.heldOut) != samples(other.heldOut)) }
        #expect(pair.train.count == (name == "xor" ? 4 : 50))
        #expect(pair.heldOut.count == 30)
        #expect(Set(samples(pair.train)).isDisjoint(with: samples(pair.heldOut)))
        // Letters of a text are as frequent as they are.
        guard name != "rhyme", name != "story" else { return }
        let histogram = pair.train.classHistogram
        #expect((histogram.max() ?? 0) - (histogram.min() ?? 0) <= 1, "classes in equal parts: \(histogram)")
    }

    @Test(arguments: [(0, nil), (-1, nil), (20_000_000, nil), (nil, -0.1), (nil, Double.nan), (nil, 11)] as [(Int?, Double?)])
    func requestsThatMakeNoSenseAreRefused(count: Int?, noise: Double?) throws {
        var request = request
        request.trainCount = count
        request.noise = noise
        let error = try #require(throws: InputError.self) { try DatasetCatalog.standard.load("moons", request) }
        #expect(error.exitCode == 64)
    }
}

struct PlanarSetTests {
    func points(_ name: String, noise: Double) throws -> [(x: Float, y: Float, label: Int)] {
        var request = DatasetRequest(environment: DataEnvironment(variables: [:], files: MemoryFileSystem()))
        request.noise = noise
        let train = try DatasetCatalog.standard.load(name, request).train
        return (0..<train.count).map { (train.sample($0)[0], train.sample($0)[1], train.label(of: $0) ?? -1) }
    }

    @Test func xorIsItsTruthTable() throws {
        let table = try points("xor", noise: 0)
        #expect(table.allSatisfy { $0.label == (($0.x != $0.y) ? 1 : 0) })
        #expect(Set(table.map { [$0.x, $0.y] }) == [[0, 0], [0, 1], [1, 0], [1, 1]])
    }

    @Test func withoutNoiseTheClassesAreTheShapesTheyAreCalled() throws {
        let quadrants = try points("xor-noisy", noise: 0)
        #expect(quadrants.allSatisfy { ($0.x * $0.y < 0) == ($0.label == 1) })
        let rings = try points("circles", noise: 0)
        #expect(rings.allSatisfy { ($0.x * $0.x + $0.y * $0.y < 0.4) == ($0.label == 1) })
        let clouds = try points("gaussians", noise: 0.1)
        #expect(clouds.allSatisfy { ($0.x + $0.y > 0) == ($0.label == 1) })
    }

    @Test(arguments: ["xor-noisy", "circles", "moons", "spirals", "gaussians"]) func pointsLieInTheUnitSquareAndNoiseMovesThem(
        name: String
    ) throws {
        let clean = try points(name, noise: 0)
        let noisy = try points(name, noise: 0.1)
        #expect(clean.allSatisfy { abs($0.x) <= 1 && abs($0.y) <= 1 })
        let moved = zip(clean, noisy).map { Double(($0.x - $1.x) * ($0.x - $1.x) + ($0.y - $1.y) * ($0.y - $1.y)) }
        let spread = (moved.reduce(0, +) / Double(2 * moved.count)).squareRoot()
        #expect(abs(spread - 0.1) < 0.01)
    }
}
