import Foundation
import TestSupport

/// The data, the weights and the scenarios of the lessons' small runs, as files in a folder.
enum LessonFiles {
    /// Writes all of them.
    static func written() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for (name, lines) in tables { try folder.write(lines.joined(separator: "\n") + "\n", to: name) }
        try folder.write(incomes(isScaled: false), to: "income.csv")
        try folder.write(incomes(isScaled: true), to: "income_scaled.csv")
        for (name, text) in scenarios { try folder.write(text.replacing("FOLDER", with: folder.path), to: name) }
        for (name, tensors) in weights { try folder.write(safetensors(tensors), to: name) }
        try writePictures(in: folder)
        return folder
    }

    /// The names that stand for files of the folder.
    static let names = Set(
        tables.map(\.0) + ["income.csv", "income_scaled.csv"] + scenarios.map(\.0) + weights.map(\.0) + ["tinyimg", "tinyseq"])

    /// Every row twice or more: what is held out is then like what is trained on.
    private static let tables: [(String, [String])] = [
        ("one.csv", ["x1,x2,y"] + Array(repeating: "2,1,1", count: 2)),
        ("six.csv", ["x1,x2,y"] + Array(repeating: "2,1,2.5", count: 2)),
        ("batch2.csv", ["x1,x2,y", "2,1,1", "1,3,2", "2,1,1", "1,3,2"]),
        ("van.csv", ["x,y"] + Array(repeating: "0.5,0.5", count: 2)), ("wake.csv", ["x,y"] + Array(repeating: "1,3", count: 2)),
        ("three1.csv", ["x,class"] + repeated(["1,dog", "0,cat", "-1,fox"], 2)),
        ("or8.csv", ["x,y,class"] + repeated(or, 2)), ("or32.csv", ["x,y,class"] + repeated(or, 8)),
        ("xor32.csv", ["x,y,class"] + repeated(["0,0,0", "0,1,1", "1,0,1", "1,1,0"], 8)),
    ]

    private static let or = ["0,0,0", "0,1,1", "1,0,1", "1,1,1"]

    private static func repeated(_ lines: [String], _ times: Int) -> [String] {
        Array(repeatElement(lines, count: times).joined())
    }

    private static let scenarios = [
        ("l1.yaml", "name: neuron\ndata: FOLDER/one.csv\nnetwork: dense:1,relu\nloss: mse\nlearningRate: 0.1\nbatch: 1\n"),
        ("l5.yaml", "name: chain\ndata: FOLDER/one.csv\nnetwork: dense:2,relu,dense:1\nloss: mse\nlearningRate: 0.1\nbatch: 1\n"),
        (
            "batch2.yaml",
            "name: batch2\ndata: FOLDER/batch2.csv\nsplit: 0.5\nnetwork: dense:1\nloss: mse\nlearningRate: 0.1\nbatch: 2\n"
        ),
        (
            "noclip.yaml",
            "name: noclip\ndata: echo-long\nnetwork: rnn:32,dense:4\ninitializer: normal(std:0.3)\nlearningRate: 0.1\nbatch: 32\npinned: 0\n"
        ),
    ]

    /// A tensor by its name, its shape and its values.
    private typealias Tensor = (name: String, shape: [Int], values: [Float])

    private static let neuron: [Tensor] = [("0.weight", [1, 2], [0.5, -1]), ("0.bias", [1], [0.5])]

    private static let weights: [(String, [Tensor])] = [
        ("l1.safetensors", neuron), ("b2.safetensors", neuron),
        ("kink.safetensors", [neuron[0], ("0.bias", [1], [0])]),
        (
            "l5.safetensors",
            [
                ("0.weight", [2, 2], [1, -1, 0.5, 1]), ("0.bias", [2], [0, 0]), ("2.weight", [1, 2], [1, -0.5]),
                ("2.bias", [1], [0]),
            ]
        ),
        (
            "l6.safetensors",
            [
                ("0.weight", [2, 2], [1, -1, 0.5, 1]), ("0.bias", [2], [0, 0]), ("2.weight", [2, 2], [1, 0.5, 2, -0.5]),
                ("2.bias", [2], [0, 0]), ("4.weight", [1, 2], [1, -1]), ("4.bias", [1], [0]),
            ]
        ),
        // ln 2, so that p is ½, ¼, ¼.
        ("ce2.safetensors", [("0.weight", [3, 1], [0.6931472, 0, 0]), ("0.bias", [3], [0, 0, 0])]),
        (
            "bn.safetensors",
            neuron + [
                ("1.weight", [1], [1]), ("1.bias", [1], [0]), ("1.running_mean", [1], [0]), ("1.running_var", [1], [1]),
                ("2.weight", [1, 1], [1]), ("2.bias", [1], [0]),
            ]
        ),
        // An edge finder, and ten outputs of which the first sums what it finds.
        (
            "conv.safetensors",
            [
                ("0.weight", [1, 1, 2, 2], [1, -1, 1, -1]), ("0.bias", [1], [0]),
                ("2.weight", [10, 9], (0..<90).map { $0 < 9 ? 1 : 0 }), ("2.bias", [10], Array(repeating: 0, count: 10)),
            ]
        ),
        (
            "rnn.safetensors",
            [
                ("0.weight_ih_l0", [1, 1], [1]), ("0.weight_hh_l0", [1, 1], [0.5]), ("0.bias_ih_l0", [1], [0]),
                ("0.bias_hh_l0", [1], [0]), ("1.weight", [10, 1], (0..<10).map { $0 == 1 ? 1 : 0 }),
                ("1.bias", [10], Array(repeating: 0, count: 10)),
            ]
        ),
        // Every z is 0, every a ½, every f′ ¼.
        (
            "van.safetensors",
            [0, 2, 4, 6, 8, 10].flatMap { layer -> [Tensor] in
                [("\(layer).weight", [1, 1], [1]), ("\(layer).bias", [1], [layer == 10 ? 0.5 : -0.5])]
            }
        ),
        (
            "wake.safetensors",
            [
                ("0.weight", [1, 1], [1]), ("0.bias", [1], [0]), ("2.weight", [2, 1], [1, 1]), ("2.bias", [2], [0, -1.2]),
                ("4.weight", [1, 2], [1, 1]), ("4.bias", [1], [0]),
            ]
        ),
    ]

    private static func safetensors(_ tensors: [Tensor]) -> Data {
        var (header, bytes): ([String], [UInt8]) = ([], [])
        for tensor in tensors {
            let start = bytes.count
            for value in tensor.values { withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes += $0 } }
            header.append(
                "\"\(tensor.name)\":{\"dtype\":\"F32\",\"shape\":\(tensor.shape),\"data_offsets\":[\(start),\(bytes.count)]}")
        }
        let text = Array("{\(header.joined(separator: ","))}".utf8)
        return Data(withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) } + text + bytes)
    }

    /// Two hundred people, of whom the old and rich are in class 1, more or less.
    private static func incomes(isScaled: Bool) -> String {
        var state: UInt32 = 1
        func draw(below limit: UInt32) -> Int {
            state = (state &* 1_103_515_245 &+ 12345) & 0x7FFF_FFFF
            return Int((state >> 8) % limit)
        }
        var lines = ["age,income,class"]
        for _ in 0..<200 {
            let (age, income, noise) = (20 + draw(below: 51), 1000 + draw(below: 8001), draw(below: 601) - 300)
            let scaled = (Double(age - 45) / 25, Double(income - 5000) / 4000)
            let label = scaled.0 + scaled.1 + Double(noise) / 1000 > 0 ? 1 : 0
            lines.append(isScaled ? "\(scaled.0),\(scaled.1),\(label)" : "\(age),\(income),\(label)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A vertical and a horizontal bar; a 1 that comes first and one that comes last: as IDX files, both to train and to test on.
    private static func writePictures(in folder: TemporaryFolder) throws {
        let bars: [[UInt8]] = [(0..<16).map { $0 % 4 == 1 ? 255 : 0 }, (0..<16).map { (4..<8).contains($0) ? 255 : 0 }]
        try write(bars, rows: 4, columns: 4, labels: [0, 1], to: "tinyimg", in: folder)
        try write([[255, 0, 0], [0, 0, 255]], rows: 3, columns: 1, labels: [1, 0], to: "tinyseq", in: folder)
    }

    private static func write(
        _ pictures: [[UInt8]], rows: UInt8, columns: UInt8, labels: [UInt8], to name: String, in folder: TemporaryFolder
    ) throws {
        try FileManager.default.createDirectory(
            at: folder.url.appendingPathComponent(name), withIntermediateDirectories: true)
        let count = UInt8(pictures.count)
        let images: [UInt8] = [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, rows, 0, 0, 0, columns] + pictures.joined()
        let classes: [UInt8] = [0, 0, 8, 1, 0, 0, 0, count] + labels
        for part in ["train", "t10k"] {
            try folder.write(Data(images), to: "\(name)/\(part)-images-idx3-ubyte")
            try folder.write(Data(classes), to: "\(name)/\(part)-labels-idx1-ubyte")
        }
    }
}
