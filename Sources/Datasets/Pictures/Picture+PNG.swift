import Basics

extension Picture {
    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// The head of a file: size and the form of its pixels.
    private struct Head {
        var width: Int
        var height: Int
        var depth: Int
        var color: Int
        /// Samples of a pixel in the file.
        var samples: Int { [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][color] ?? 0 }
        /// Bytes of a row, without the byte of its filter.
        var rowBytes: Int { (width * samples * depth + 7) / 8 }
        /// Bytes from a pixel to the one before it, at least one.
        var step: Int { max(1, samples * depth / 8) }
    }

    /// A picture in a PNG file: gray or in colors, of any depth, with or without a palette; not interlaced.
    ///
    /// Everything that the file claims is compared with what it holds before memory is taken. What is transparent lies on white.
    /// Source: "Portable Network Graphics Specification", W3C 2003.
    /// - Parameter path: the file's, for messages.
    init(png file: [UInt8], path: String) throws(InputError) {
        func malformed(_ expected: String, _ found: String, _ advice: String = "copy or download it again") -> InputError {
            InputError(.malformed, path, expected: expected, found: found, advice: advice)
        }
        guard file.starts(with: Self.signature) else {
            let foreign = ForeignContent.recognize(file)
            throw malformed("a PNG or JPEG picture", foreign?.found ?? "something else", "write it as PNG")
        }
        var (place, head, palette, transparency, packed) = (8, Head?.none, [UInt8](), [UInt8](), [UInt8]())
        while place + 12 <= file.count {
            let length = Int(file.integer(at: place, .big, as: UInt32.self) ?? 0)
            guard length <= file.count - place - 12 else { throw malformed("a whole PNG picture", "the file cut short") }
            let content = file[place + 8..<place + 8 + length]
            switch String(decoding: file[place + 4..<place + 8], as: UTF8.self) {
            case "IHDR":
                guard length == 13 else { throw malformed("a PNG header of 13 bytes", "\(length)") }
                let bytes = Array(content)
                head = Head(
                    width: Int(bytes.integer(at: 0, .big, as: UInt32.self) ?? 0),
                    height: Int(bytes.integer(at: 4, .big, as: UInt32.self) ?? 0), depth: Int(bytes[8]), color: Int(bytes[9]))
                guard bytes[12] == 0 else {
                    throw malformed("a PNG picture row by row", "an interlaced one", "write it again without")
                }
            case "PLTE": palette = Array(content)
            case "tRNS": transparency = Array(content)
            case "IDAT": packed += content
            case "IEND": place = file.count
            default: break
            }
            place += 12 + length
        }
        guard let head, head.samples > 0, [1, 2, 4, 8, 16].contains(head.depth), head.depth >= 8 || head.samples == 1,
            (1...Self.largestSide).contains(head.width), (1...Self.largestSide).contains(head.height)
        else { throw malformed("a PNG header with a size and a color type", "none that is known") }
        guard var rows = Self.unpacked(packed, count: head.height * (head.rowBytes + 1)), Self.unfilter(&rows, head) else {
            throw malformed("\(head.width)×\(head.height) pixels", "damaged data")
        }
        guard head.color != 3 || !palette.isEmpty else { throw malformed("a palette", "none") }
        self.init(
            width: head.width, height: head.height, colors: Self.colors(rows, head, palette, transparency))
    }

    /// The bytes that a zlib stream unpacks to, if they are as many as they should be.
    private static func unpacked(_ packed: [UInt8], count: Int) -> [UInt8]? {
        // Deflate packs at best 1032 bytes into one.
        guard count <= packed.count.multipliedReportingOverflow(by: ByteStream.largestDeflateRatio).partialValue else {
            return nil
        }
        let inflater = Inflater(.zlib)
        var isWhole = false
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { output, written in
            packed.withUnsafeBytes { input in
                var consumed = 0
                while written < count {
                    let step = inflater.inflate(
                        UnsafeRawBufferPointer(rebasing: input[consumed...]),
                        into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(output)[written..<count]))
                    (consumed, written) = (consumed + step.consumed, written + step.produced)
                    if step.state != .going || step.produced == 0 { break }
                }
            }
            isWhole = written == count
            output[written...].initialize(repeating: 0)
            written = count
        }
        return isWhole ? bytes : nil
    }

    /// Undoes the filter of each row: what is added to a byte is the one before it, above it, their mean, or the nearest of three.
    private static func unfilter(_ rows: inout [UInt8], _ head: Head) -> Bool {
        let (width, step) = (head.rowBytes, head.step)
        for row in 0..<head.height {
            let start = row * (width + 1)
            let filter = rows[start]
            guard filter <= 4 else { return false }
            for column in 0..<width where filter > 0 {
                let place = start + 1 + column
                let left = column >= step ? Int(rows[place - step]) : 0
                let above = row > 0 ? Int(rows[place - width - 1]) : 0
                let corner = row > 0 && column >= step ? Int(rows[place - width - 1 - step]) : 0
                let added: Int
                switch filter {
                case 1: added = left
                case 2: added = above
                case 3: added = (left + above) / 2
                default:
                    let guess = left + above - corner
                    let (a, b, c) = (abs(guess - left), abs(guess - above), abs(guess - corner))
                    added = a <= b && a <= c ? left : b <= c ? above : corner
                }
                rows[place] &+= UInt8(truncatingIfNeeded: added)
            }
        }
        return true
    }

    /// Red, green and blue of each pixel.
    private static func colors(_ rows: [UInt8], _ head: Head, _ palette: [UInt8], _ transparency: [UInt8]) -> [UInt8] {
        var colors: [UInt8] = []
        colors.reserveCapacity(3 * head.width * head.height)
        let most = (1 << min(8, head.depth)) - 1
        func onWhite(_ value: Int, _ alpha: Int) -> UInt8 { UInt8((value * alpha + 255 * (255 - alpha) + 127) / 255) }
        for row in 0..<head.height {
            let start = row * (head.rowBytes + 1) + 1
            // A sample, 16 bits by their upper eight.
            func sample(_ index: Int) -> Int {
                if head.depth == 16 { return Int(rows[start + 2 * index]) }
                if head.depth == 8 { return Int(rows[start + index]) }
                let bit = index * head.depth
                return Int(rows[start + bit / 8]) >> (8 - head.depth - bit % 8) & most
            }
            for column in 0..<head.width {
                let first = column * head.samples
                switch head.color {
                case 3:
                    let index = sample(first)
                    let alpha = transparency.indices.contains(index) ? Int(transparency[index]) : 255
                    for channel in 0..<3 {
                        let place = 3 * index + channel
                        colors.append(onWhite(palette.indices.contains(place) ? Int(palette[place]) : 0, alpha))
                    }
                case 0, 4:
                    let gray = sample(first) * 255 / most
                    let value = onWhite(gray, head.color == 4 ? sample(first + 1) : 255)
                    colors += [value, value, value]
                default:
                    let alpha = head.color == 6 ? sample(first + 3) : 255
                    for channel in 0..<3 { colors.append(onWhite(sample(first + channel), alpha)) }
                }
            }
        }
        return colors
    }
}
