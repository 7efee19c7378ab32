import Basics
import Datasets

/// Files that exist only in a test: a path and its bytes.
struct MemoryFileSystem: FileSystem {
    var content: [String: [UInt8]] = [:]
    /// How many bytes a read hands out at most.
    var pieceSize = Int.max

    func status(of path: String) -> FileStatus {
        if let bytes = content[path] { return .file(size: bytes.count) }
        return content.keys.contains { $0.hasPrefix(path + "/") } ? .folder : .missing
    }

    func names(in folder: String) -> [String] {
        let inner = content.keys.filter { $0.hasPrefix(folder + "/") }.map { $0.dropFirst(folder.count + 1) }
        return Set(inner.compactMap { $0.split(separator: "/").first.map(String.init) }).sorted()
    }

    func open(_ path: String) throws(InputError) -> any ByteSource {
        MemorySource(rest: (content[path] ?? [])[...], pieceSize: pieceSize)
    }
}

final class MemorySource: ByteSource {
    private var rest: ArraySlice<UInt8>
    private let pieceSize: Int

    init(rest: ArraySlice<UInt8>, pieceSize: Int) {
        self.rest = rest
        self.pieceSize = pieceSize
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
        let piece = rest.prefix(min(buffer.count, pieceSize))
        buffer.copyBytes(from: piece)
        rest = rest.dropFirst(piece.count)
        return piece.count
    }
}
