import Basics
import Datasets
import Inspection
import MemoryFiles
import NeuralNetwork
import Training

extension Reader {
    /// Readers of data and models.
    static let files: [Reader] = [
        folder("idx", ["train-images-idx3-ubyte", "train-labels-idx1-ubyte"]),
        folder("gzip", ["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"]),
        folder("numpy", ["x_train.npy", "y_train.npy"]),
        data("npz", "/d/set.npz"),
        data("table", "/d/points.csv"),
        data("table-gz", "/d/points.tsv.gz"),
        data("text", "/d/story.txt"),
        folder("png", ["a/1.png", "b/2.png"]),
        folder("jpeg", ["a/1.jpg", "b/2.jpg"]),
        Reader(name: "safetensors") { bytes in
            let file = try Safetensors(parsing: bytes, source: "model")
            let network = try Network<Float>(NetworkSpec(input: [2], parsing: "dense:2,batchnorm,dense:1"), seed: 1)
            try network.load(file, source: "model")
        },
        Reader(name: "onnx") { bytes in
            let read = try ONNXNetwork(parsing: bytes, source: "model") { name in
                throw InputError(.missing, name, expected: "a file", found: "none")
            }
            _ = read.network.onnx()
        },
        Reader(name: "reference") { bytes in
            let reference = try ReferenceCase(parsing: bytes, source: "case")
            _ = try reference.run(Double.self)
        },
        Reader(name: "json") { bytes in
            let value = try JSONValue(parsing: bytes)
            // What is written is read as the same.
            let again = try JSONValue(parsing: value.text)
            precondition(again.text == value.text, "read again: \(again.text), in place of \(value.text)")
        },
    ]

    /// A folder of two files: the first bytes say where one ends and the other begins.
    private static func folder(_ name: String, _ names: [String]) -> Reader {
        Reader(name: name) { bytes in
            guard bytes.count > 2 else { return }
            let cut = min(bytes.count - 2, Int(bytes[0]) << 8 | Int(bytes[1]))
            let files = ["/d/\(names[0])": Array(bytes[2..<2 + cut]), "/d/\(names[1])": Array(bytes[(2 + cut)...])]
            try load("/d", files)
        }
    }

    private static func data(_ name: String, _ path: String) -> Reader {
        Reader(name: name) { bytes in try load(path, [path: bytes]) }
    }

    private static func load(_ path: String, _ files: [String: [UInt8]]) throws {
        let request = DatasetRequest(environment: DataEnvironment(variables: [:], files: MemoryFileSystem(content: files)))
        let pair = try DatasetCatalog.standard.load(path, request)
        precondition(pair.train.count > 0 && pair.train.featureCount > 0, "a set without anything in it")
    }
}
