import Basics
import Datasets
import MemoryFiles
import Testing

@Suite("NumPy arrays x and y")
struct NumPyArraysTests {
    private static func array(_ type: String, _ shape: String, _ elements: [UInt8]) -> [UInt8] {
        NumPyArrayTests.file(type, shape, elements)
    }

    private static func floats(_ numbers: [Float]) -> [UInt8] {
        numbers.flatMap { number in (0..<4).map { UInt8(number.bitPattern >> (8 * $0) & 0xFF) } }
    }

    private static let x = array("<f4", "(4, 2)", floats([0, 1, 2, 3, 4, 5, 6, 7]))
    private static let y = array("<i8", "(4,)", [0, 1, 2, 1].flatMap { [$0, 0, 0, 0, 0, 0, 0, 0] })

    private func load(_ content: [String: [UInt8]], _ path: String, split: Double? = nil) throws -> DatasetPair {
        let environment = DataEnvironment(variables: [:], files: MemoryFileSystem(content: content))
        return try DatasetCatalog.standard.load(path, DatasetRequest(environment: environment, split: split))
    }

    private func rows(_ pair: DatasetPair) -> Set<[Float]> {
        Set(
            [pair.train, pair.heldOut].flatMap { part in
                (0..<part.count).map { part.sample($0) + [Float(part.label(of: $0) ?? -1)] }
            })
    }

    /// scikit-learn's digits have gray levels from 0 to 16: white is white, here as there.
    @Test func fewLevelsOfGrayAreSpread() throws {
        let x = Self.array("<f4", "(3, 2, 2)", Self.floats([0, 16, 8, 4, 1, 0, 0, 16, 16, 3, 2, 0]))
        let y = Self.array("<i8", "(3,)", [0, 1, 1].flatMap { [$0, 0, 0, 0, 0, 0, 0, 0] })
        let pair = try load(["d.npz": KerasBytes.zip([("X.npy", x), ("y.npy", y)])], "d.npz", split: 0.4)
        let pixels = [pair.train, pair.heldOut].flatMap { part in (0..<part.count).flatMap { part.sample($0) } }
        #expect(pixels.max() == 1 && pixels.contains { abs($0 - 0.5) < 0.01 })
    }

    @Test(arguments: [
        (["d/points.npz": KerasBytes.zip([("x.npy", x), ("y.npy", y)])], "d/points.npz"),
        (["d/x.npy": x, "d/y.npy": y, "d/notes.txt": [1]], "d"), (["d/x.npy": x, "d/y.npy": y], "d/x.npy"),
    ])
    func anArchiveAFolderOrOneOfTheFilesWillDo(content: [String: [UInt8]], path: String) throws {
        let pair = try load(content, path, split: 0.5)
        #expect(rows(pair) == [[0, 1, 0], [2, 3, 1], [4, 5, 2], [6, 7, 1]])
        #expect(pair.train.classNames == ["0", "1", "2"])
        #expect(pair.split == 0.5)
    }

    @Test func testArraysAreHeldOutAndBytesArePixels() throws {
        let archive = KerasBytes.zip([
            ("x_train.npy", Self.array("|u1", "(2, 1, 2)", [0, 51, 102, 255])),
            ("y_train.npy", Self.array("|b1", "(2, 1)", [0, 1])),
            ("x_test.npy", Self.array("|u1", "(1, 1, 2)", [255, 0])), ("y_test.npy", Self.array("|b1", "(1, 1)", [1])),
        ])
        let pair = try load(["a.npz": archive], "a.npz")
        #expect(pair.train.sampleShape == [1, 1, 2])
        #expect(pair.train.sample(0) == [0, 0.2])
        #expect(pair.heldOut.sample(0) == [1, 0])
        #expect(pair.heldOut.label(of: 0) == 1)
        #expect(throws: InputError.self) { try load(["a.npz": archive], "a.npz", split: 0.5) }
    }

    @Test func numbersWithAFractionAreValues() throws {
        let y = Self.array("<f4", "(4, 2)", Self.floats([0.5, 1, 2, 3, 4, 5, 6, 7]))
        let train = try load(["d/x.npy": Self.x, "d/y.npy": y], "d").train
        #expect(train.classNames.isEmpty)
        #expect(train.targetWidth == 2)
    }

    @Test func testDataMustFit() throws {
        let environment = DataEnvironment(
            variables: [:],
            files: MemoryFileSystem(content: [
                "d/x.npy": Self.x, "d/y.npy": Self.y, "fit/x.npy": Self.array("<f4", "(1, 2)", Self.floats([8, 9])),
                "fit/y.npy": Self.array("|u1", "(1,)", [1]), "wide/x.npy": Self.array("<f4", "(1, 3)", Self.floats([8, 9, 1])),
                "wide/y.npy": Self.array("|u1", "(1,)", [1]), "other/x.npy": Self.x,
                "other/y.npy": Self.array("|u1", "(4,)", [0, 1, 2, 3]),
            ]))
        let request = DatasetRequest(environment: environment)
        let pair = try DatasetCatalog.standard.load("d", request)
        #expect(try DatasetCatalog.standard.replacingHeldOut(of: pair, with: "fit", request).heldOut.sample(0) == [8, 9])
        let expected = ["wide": "samples of 2 as in the training set", "other": "classes 0…2"]
        for (path, words) in expected {
            let error = try #require(throws: InputError.self) {
                try DatasetCatalog.standard.replacingHeldOut(of: pair, with: path, request)
            }
            #expect(error.expected == words)
        }
    }

    @Test(arguments: [
        (["d/x.npy": x], "d", "d/y.npy", "arrays x and y, or x_train and y_train"),
        (["a.npz": KerasBytes.zip([("z.npy", x)])], "a.npz", "a.npz (x)", "arrays x and y, or x_train and y_train"),
        (["a.npz": [1, 2]], "a.npz", "a.npz", "a zip archive"),
        (["d/x.npy": x, "d/y.npy": array("|u1", "(3,)", [0, 1, 2])], "d", "d/y.npy", "4 targets as x has samples"),
        (
            ["d/x.npy": x, "d/y.npy": array("|i1", "(4,)", [0, 1, 255, 0])], "d", "d/y.npy",
            "classes from 0 to 999, or numbers with a fraction"
        ),
        (["d/x.npy": array("<f4", "(4,)", floats([1, .nan, 2, 3])), "d/y.npy": y], "d", "d/x.npy", "finite numbers"),
    ])
    func whatIsMissingOrWrongIsNamed(content: [String: [UInt8]], path: String, subject: String, expected: String) throws {
        let error = try #require(throws: InputError.self) { try load(content, path) }
        #expect(error.kind == .malformed)
        #expect(error.subject == subject)
        #expect(error.expected == expected)
    }
}
