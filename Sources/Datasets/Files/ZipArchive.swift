import Basics

/// A zip archive: its table of contents, and single members unpacked. Stored and deflated members, as NumPy writes them.
struct ZipArchive {
    private struct Member {
        var method: Int
        var checksum: UInt32
        var packedSize: Int
        var size: Int
        var offset: Int
    }

    private static let localHeaderSize = 30
    private static let centralHeaderSize = 46
    private static let endRecordSize = 22
    private static let largestComment = 65_535

    let path: String
    private let content: [UInt8]
    private var members: [String: Member] = [:]

    /// Reads the whole archive and its table of contents.
    init(path: String, in files: any FileSystem, maximumSize: Int = 1 << 30) throws(InputError) {
        let size = try files.sizeOfFile(path, expecting: "a zip archive")
        guard size <= maximumSize else {
            throw InputError(
                .malformed, path, expected: "at most \(maximumSize) bytes", found: "\(size)", advice: "name the right file")
        }
        self.path = path
        content = try Self.contents(of: path, size: size, in: files)
        try readDirectory()
    }

    var names: [String] { members.keys.sorted() }

    /// Unpacks one member and checks its checksum.
    func member(_ name: String, maximumSize: Int = 1 << 30) throws(InputError) -> [UInt8] {
        guard let member = members[name] else {
            throw malformed("a member \(name)", names.isEmpty ? "none" : "only \(names.joined(separator: ", "))")
        }
        let header = member.offset
        guard number(at: header, as: UInt32.self) == 0x0403_4b50, let nameSize = number(at: header + 26, as: UInt16.self),
            let extraSize = number(at: header + 28, as: UInt16.self)
        else { throw malformed("a header for \(name)", "other bytes") }
        let start = header + Self.localHeaderSize + nameSize + extraSize
        guard start <= content.count, member.packedSize <= content.count - start else {
            throw malformed("\(member.packedSize) packed bytes of \(name)", "the file cut short")
        }
        guard member.size <= maximumSize, member.size <= member.packedSize * ByteStream.largestDeflateRatio else {
            throw malformed("a believable size of \(name)", "\(member.size) bytes")
        }
        let bytes: [UInt8]
        switch member.method {
        case 0: bytes = Array(content[start..<start + member.packedSize])
        case 8: bytes = inflate(start..<start + member.packedSize, size: member.size)
        default: throw malformed("\(name) stored or deflated", "packing method \(member.method)")
        }
        guard bytes.count == member.size, CyclicRedundancyCheck.of(bytes) == member.checksum else {
            throw malformed("\(name) to match its checksum", "damage")
        }
        return bytes
    }

    private func inflate(_ packed: Range<Int>, size: Int) -> [UInt8] {
        let inflater = Inflater(.raw)
        return content.withUnsafeBytes { input in
            [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
                let output = UnsafeMutableRawBufferPointer(buffer)
                var position = packed.lowerBound
                count = 0
                while count < size {
                    let step = inflater.inflate(
                        UnsafeRawBufferPointer(rebasing: input[position..<packed.upperBound]),
                        into: UnsafeMutableRawBufferPointer(rebasing: output[count..<size]))
                    position += step.consumed
                    count += step.produced
                    if step.state != .going || (step.consumed == 0 && step.produced == 0) { break }
                }
            }
        }
    }

    private mutating func readDirectory() throws(InputError) {
        let lowest = max(0, content.count - Self.endRecordSize - Self.largestComment)
        let positions = stride(from: content.count - Self.endRecordSize, through: lowest, by: -1)
        guard let end = positions.first(where: { number(at: $0, as: UInt32.self) == 0x0605_4b50 }),
            let count = number(at: end + 10, as: UInt16.self), var position = number(at: end + 16, as: UInt32.self)
        else { throw malformed("a zip archive", "no table of contents") }
        for _ in 0..<count {
            guard number(at: position, as: UInt32.self) == 0x0201_4b50, let method = number(at: position + 10, as: UInt16.self),
                let checksum = number(at: position + 16, as: UInt32.self),
                let packedSize = number(at: position + 20, as: UInt32.self),
                let size = number(at: position + 24, as: UInt32.self), let nameSize = number(at: position + 28, as: UInt16.self),
                let extraSize = number(at: position + 30, as: UInt16.self),
                let commentSize = number(at: position + 32, as: UInt16.self),
                let offset = number(at: position + 42, as: UInt32.self),
                position + Self.centralHeaderSize + nameSize <= content.count
            else { throw malformed("a zip table of contents of \(count) entries", "it damaged") }
            let nameStart = position + Self.centralHeaderSize
            let name = String(decoding: content[nameStart..<nameStart + nameSize], as: UTF8.self)
            members[name] = Member(
                method: method, checksum: UInt32(checksum), packedSize: packedSize, size: size, offset: offset)
            position = nameStart + nameSize + extraSize + commentSize
        }
    }

    /// A number in the archive's headers, or nil outside the file.
    private func number<Number: FixedWidthInteger>(at offset: Int, as type: Number.Type) -> Int? {
        content.integer(at: offset, .little, as: type).map { Int($0) }
    }

    private func malformed(_ expected: String, _ found: String) -> InputError {
        InputError(.malformed, path, expected: expected, found: found, advice: "download it again")
    }

    private static func contents(of path: String, size: Int, in files: any FileSystem) throws(InputError) -> [UInt8] {
        let source = try files.open(path)
        var failure: InputError?
        let content = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = 0
            do throws(InputError) {
                while count < size {
                    let came = try source.read(
                        into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[count..<size]))
                    if came == 0 { break }
                    count += came
                }
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return content
    }
}
