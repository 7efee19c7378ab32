/// The content of a file, where its first bytes say that it is something else than what was asked for: the commonest things that
/// people have in place of the file itself.
public enum ForeignContent {
    /// The content in an error's words, and what to do about it; nil where the bytes look like none of these.
    /// - Parameter bytes: the beginning of the file; some hundred bytes are enough.
    public static func recognize(_ bytes: some Collection<UInt8>) -> (found: String, advice: String)? {
        let start = Array(bytes.prefix(1024))
        if let known = signatures.first(where: { start.starts(with: $0.bytes) }) { return (known.found, known.advice) }
        let text = String(decoding: start.drop { $0 <= 0x20 || $0 >= 0x80 }.prefix(256), as: UTF8.self).lowercased()
        if text.hasPrefix("version https://git-lfs") {
            return ("a Git LFS pointer in place of the file", "fetch the file with git lfs pull")
        }
        if text.hasPrefix("<!doctype html") || text.hasPrefix("<html") || text.hasPrefix("<head") {
            return ("a web page", "download the file itself again")
        }
        if text.hasPrefix("<?xml") || text.hasPrefix("<error") { return ("an XML document", "download the file itself again") }
        if start.starts(with: Array("PK".utf8)), start.count > 4, start[2] < 9 { return zip(start) }
        // Safetensors: eight bytes of length, then JSON.
        if start.count > 10, start[8] == UInt8(ascii: "{"), start[9] == UInt8(ascii: "\"") {
            return ("a safetensors file", "begin with it by --load")
        }
        return nil
    }

    private static let signatures: [(bytes: [UInt8], found: String, advice: String)] = [
        ([0x89] + Array("HDF\r\n".utf8), "an HDF5 file", "write its arrays with numpy.savez, or its weights as safetensors"),
        ([0x80, 0x02], pickle.0, pickle.1), ([0x80, 0x03], pickle.0, pickle.1), ([0x80, 0x04], pickle.0, pickle.1),
        ([0x80, 0x05], pickle.0, pickle.1),
        (
            Array("PAR1".utf8), "a Parquet file",
            "write a table as CSV, pictures as PNG files: backstep data --help has the commands"
        ),
        ([0x89] + Array("PNG".utf8), "a PNG picture", "name a folder with a folder of pictures for each class"),
        ([0xFF, 0xD8, 0xFF], "a JPEG picture", "name a folder with a folder of pictures for each class"),
        (Array("%PDF".utf8), "a PDF document", "write the table as CSV"),
        (Array("SQLite format".utf8), "an SQLite database", "write the table as CSV"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an Excel workbook", "save the sheet as CSV"),
        ([0x93] + Array("NUMPY".utf8), "a NumPy array", "name it x.npy and put y.npy beside it"),
        ([0x1F, 0x8B], "gzip data", "unpack it with gunzip"),
        (Array("BZh".utf8), "bzip2 data", "unpack it with bunzip2"),
        ([0xFD] + Array("7zXZ".utf8), "xz data", "unpack it with unxz"),
        ([0x28, 0xB5, 0x2F, 0xFD], "zstd data", "unpack it with unzstd"),
        (Array("7z".utf8) + [0xBC], "a 7z archive", "unpack it"),
    ]

    private static let pickle = ("a Python pickle", "save it from Python with safetensors.torch.save_file")

    /// A zip archive by the names of its first members.
    private static func zip(_ start: [UInt8]) -> (found: String, advice: String) {
        let text = String(decoding: start, as: UTF8.self)
        if text.contains("data.pkl") || text.contains("/byteorder") || text.contains("/version") {
            return ("a PyTorch file", "save it from Python with safetensors.torch.save_file")
        }
        if text.contains("[Content_Types]") || text.contains("xl/") { return ("an Excel workbook", "save the sheet as CSV") }
        if text.contains(".npy") { return ("a NumPy archive", "name it .npz") }
        if text.contains("metadata.json") || text.contains("model.weights.h5") {
            return ("a Keras model", "write its weights as safetensors")
        }
        return ("a zip archive", "unpack it")
    }
}
