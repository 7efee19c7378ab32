import Basics
import Datasets
import MemoryFiles
import Testing

/// Files in the forms in which MNIST's relatives come, and as people pack them.
struct RelativesOfMNISTTests {
    private func load(_ content: [String: [UInt8]], _ path: String) throws -> DatasetPair {
        let environment = DataEnvironment(variables: [:], files: MemoryFileSystem(content: content))
        return try DatasetCatalog.standard.load(path, DatasetRequest(environment: environment))
    }

    private func idx(_ type: UInt8, _ sizes: [Int], _ elements: [UInt8]) -> [UInt8] {
        [0, 0, type, UInt8(sizes.count)] + sizes.flatMap { [0, 0, UInt8($0 >> 8), UInt8($0 & 0xFF)] } + elements
    }

    private func whole(_ numbers: [Int]) -> [UInt8] { numbers.flatMap { [0, 0, UInt8($0 >> 8), UInt8($0 & 0xFF)] } }

    /// Twelve pictures of 2×2, the place of each pixel as its number.
    private var pixels: [UInt8] { (0..<12).flatMap { _ in [10, 20, 30, 40] as [UInt8] } }
    private let labels: [UInt8] = [1, 2, 3, 1, 2, 3, 1, 2, 3, 26, 2, 3]

    @Test func lettersOfEMNISTStandUprightAndHaveTheirNames() throws {
        let pair = try load(
            [
                "./d/emnist-letters-train-images-idx3-ubyte": idx(8, [12, 2, 2], pixels),
                "./d/emnist-letters-train-labels-idx1-ubyte": idx(8, [12], labels),
            ], "./d")
        #expect(pair.train.classNames.count == 26 && pair.train.classNames.first == "A" && pair.train.classNames.last == "Z")
        #expect(pair.train.sample(0) == [10, 30, 20, 40].map { Float($0) / 255 })
        let all = [pair.train, pair.heldOut].flatMap { part in (0..<part.count).compactMap { part.label(of: $0) } }
        #expect(all.sorted() == labels.map { Int($0) - 1 }.sorted())
    }

    @Test(arguments: [
        ("emnist-balanced", 47), ("emnist-byclass", 62), ("emnist-digits", 10), ("emnist-bymerge", 47),
    ]) func everyPartOfEMNISTHasItsClasses(name: String, classes: Int) throws {
        let pair = try load(
            [
                "./d/\(name)-train-images-idx3-ubyte": idx(8, [12, 2, 2], pixels),
                "./d/\(name)-train-labels-idx1-ubyte": idx(8, [12], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]),
            ], "./d")
        #expect(pair.train.classNames.count == classes)
    }

    @Test func labelsMayBeWholeNumbersOfAnyTypeAndRowsOfThem() throws {
        let images = idx(8, [12, 2, 2], pixels)
        let classes = labels.map { Int($0) % 10 }
        let single = try load(
            ["./d/train-images-idx3-ubyte": images, "./d/train-labels-idx1-int": idx(0x0C, [12], whole(classes))], "./d")
        // QMNIST: the class, and seven numbers that say who wrote it.
        let rows = classes.flatMap { [$0, 7, 7, 7] }
        let several = try load(
            ["./d/qmnist-train-images-idx3-ubyte": images, "./d/qmnist-train-labels-idx2-int": idx(0x0C, [12, 4], whole(rows))],
            "./d")
        for pair in [single, several] {
            #expect((0..<pair.train.count).compactMap { pair.train.label(of: $0) }.allSatisfy(classes.contains))
            #expect(pair.train.classHistogram[3] + pair.heldOut.classHistogram[3] == 4)
        }
    }

    @Test func pixelsAreScaledAlikeInEveryType() throws {
        let labels = idx(8, [12], labels.map { $0 % 10 })
        let bytes = try load(
            ["./d/train-images-idx3-ubyte": idx(8, [12, 2, 2], pixels), "./d/train-labels-idx1-ubyte": labels], "./d")
        let wholes = try load(
            [
                "./d/train-images-idx3-int": idx(0x0C, [12, 2, 2], whole(pixels.map(Int.init))),
                "./d/train-labels-idx1-ubyte": labels,
            ],
            "./d")
        #expect(wholes.train.sample(0) == bytes.train.sample(0))
    }

    @Test(arguments: ["./d", "./d/train-images-idx3-ubyte", "./d/train-labels-idx1-ubyte/train-labels-idx1-ubyte"])
    func foldersThatAreCalledLikeFilesHoldThem(_ path: String) throws {
        let pair = try load(
            [
                "./d/train-images-idx3-ubyte/train-images-idx3-ubyte": idx(8, [12, 2, 2], pixels),
                "./d/train-labels-idx1-ubyte/train-labels-idx1-ubyte": idx(8, [12], labels.map { $0 % 10 }),
                // The good one beside it comes first.
                "./d/train-labels.idx1-ubyte": idx(8, [12], [UInt8](repeating: 9, count: 12)),
            ], path)
        #expect(pair.train.label(of: 0) == 9)
        #expect(pair.train.count + pair.heldOut.count == 12)
    }

    @Test(arguments: [
        ("version https://git-lfs.github.com/spec/v1\noid sha256:0", "a Git LFS pointer", "git lfs pull"),
        ("<!DOCTYPE html><html>", "a web page", "download the file itself again"),
    ]) func whatIsNotTheFileItselfIsNamed(text: String, found: String, advice: String) throws {
        let error = try #require(throws: InputError.self) {
            try load(
                ["./d/train-images-idx3-ubyte": Array(text.utf8), "./d/train-labels-idx1-ubyte": idx(8, [12], labels)], "./d")
        }
        #expect(error.found.contains(found) && error.advice?.contains(advice) == true, "\(error)")
    }

    // MARK: NumPy

    private func array(_ type: String, _ shape: String, _ elements: [UInt8]) -> [UInt8] {
        KerasBytes.array(type, shape, elements)
    }

    private func floats(_ numbers: [Float]) -> [UInt8] {
        numbers.flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number.bitPattern >> (8 * $0)) } }
    }

    @Test(arguments: [
        (("x_train", "y_train"), ("x_test", "y_test")), (("X_train", "y_train"), ("X_test", "y_test")),
        (("train_images", "train_labels"), ("test_images", "test_labels")),
        (("train_images", "train_labels"), ("val_images", "val_labels")),
    ]) func arraysAreFoundUnderTheNamesThatPeopleGiveThem(_ train: (String, String), _ test: (String, String)) throws {
        let column = array("|u1", "(3, 1)", [0, 1, 2])
        let images = array("<f4", "(3, 2, 2)", floats([0, 51, 102, 255, 0, 51, 102, 255, 0, 51, 102, 255]))
        let archive = KerasBytes.zip([
            (train.0 + ".npy", images), (train.1 + ".npy", column), (test.0 + ".npy", images), (test.1 + ".npy", column),
        ])
        let pair = try load(["./d.npz": archive], "./d.npz")
        #expect(pair.train.count == 3 && pair.heldOut.count == 3 && pair.train.classNames == ["0", "1", "2"])
        #expect(pair.train.sample(1) == [0, 51.0 / 255, 102.0 / 255, 1])
        #expect(pair.train.sampleShape == [1, 2, 2])
    }

    @Test func channelsThatStandLastGoToTheFront() throws {
        // Two pictures of 2×2 in three colors, each color its own tens.
        let pixels: [UInt8] = (0..<2).flatMap { _ in [10, 20, 30, 11, 21, 31, 12, 22, 32, 13, 23, 33] as [UInt8] }
        let archive = KerasBytes.zip([
            ("x.npy", array("|u1", "(2, 2, 2, 3)", pixels)), ("y.npy", array("|u1", "(2,)", [0, 1])),
        ])
        let pair = try load(["./c.npz": archive], "./c.npz")
        #expect(pair.train.sampleShape == [3, 2, 2])
        #expect(pair.train.sample(0) == [10, 11, 12, 13, 20, 21, 22, 23, 30, 31, 32, 33].map { Float($0) / 255 })
    }

    @Test func targetsMayHaveAnArchiveOfTheirOwn() throws {
        let images = KerasBytes.zip([("arr_0.npy", array("|u1", "(3, 2, 2)", Array(pixels.prefix(12))))])
        let labels = KerasBytes.zip([("arr_0.npy", array("|u1", "(3,)", [4, 5, 9]))])
        let pair = try load(["./kmnist-train-imgs.npz": images, "./kmnist-train-labels.npz": labels], "./kmnist-train-imgs.npz")
        #expect(pair.train.classNames == ["o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"])
        let error = try #require(throws: InputError.self) {
            try load(["./kmnist-train-imgs.npz": images], "./kmnist-train-imgs.npz")
        }
        #expect(error.expected == "its targets in ./kmnist-train-labels.npz")
        #expect(error.advice == "put it beside the samples")
    }

    @Test func otherNamesAreListedAndNobodyIsSentForTheFileAgain() throws {
        let archive = KerasBytes.zip([("column.npy", array("|u1", "(3,)", [4, 5, 9]))])
        let error = try #require(throws: InputError.self) { try load(["./medmnist.npz": archive], "./medmnist.npz") }
        #expect(error.found == "only column" && error.advice?.contains("download") == false, "\(error)")
    }
}
