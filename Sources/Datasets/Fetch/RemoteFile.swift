/// A file that is known before it is fetched.
public struct RemoteFile: Sendable, Equatable {
    /// Name on the mirrors and in the folder.
    public let name: String
    /// Bytes of the content.
    public let size: Int
    /// SHA-256 of the content, in lower-case hexadecimal.
    public let checksum: String

    /// A file by its name, size and checksum.
    public init(name: String, size: Int, checksum: String) {
        self.name = name
        self.size = size
        self.checksum = checksum
    }
}

extension RemoteFile {
    /// The four files of MNIST as their authors published them.
    public static let mnist = [
        RemoteFile(
            name: "train-images-idx3-ubyte.gz", size: 9_912_422,
            checksum: "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
        RemoteFile(
            name: "train-labels-idx1-ubyte.gz", size: 28_881,
            checksum: "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
        RemoteFile(
            name: "t10k-images-idx3-ubyte.gz", size: 1_648_877,
            checksum: "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
        RemoteFile(
            name: "t10k-labels-idx1-ubyte.gz", size: 4_542,
            checksum: "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
    ]

    /// Servers that hold MNIST under the same names, in the order they are tried.
    public static let mnistMirrors = [
        "https://ossci-datasets.s3.amazonaws.com/mnist/",
        "https://storage.googleapis.com/cvdf-datasets/mnist/",
        "https://raw.githubusercontent.com/fgnt/mnist/master/",
    ]
}
