import Basics
import Datasets

/// Files that exist only here.
struct MemoryFiles: FileSystem {
    var content: [String: [UInt8]]

    func status(of path: String) -> FileStatus {
        if let bytes = content[path] { return .file(size: bytes.count) }
        return content.keys.contains { $0.hasPrefix(path + "/") } ? .folder : .missing
    }

    func names(in folder: String) -> [String] {
        let inner = content.keys.filter { $0.hasPrefix(folder + "/") }.map { $0.dropFirst(folder.count + 1) }
        return Set(inner.compactMap { $0.split(separator: "/").first.map(String.init) }).sorted()
    }

    func open(_ path: String) throws(InputError) -> any ByteSource { Source(rest: (content[path] ?? [])[...]) }

    private final class Source: ByteSource {
        private var rest: ArraySlice<UInt8>
        init(rest: ArraySlice<UInt8>) { self.rest = rest }

        func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
            let piece = rest.prefix(buffer.count)
            buffer.copyBytes(from: piece)
            rest = rest.dropFirst(piece.count)
            return piece.count
        }
    }
}
