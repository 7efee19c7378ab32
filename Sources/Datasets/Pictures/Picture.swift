import Basics

/// A picture as data sets have it: gray or in colors, each channel for itself.
struct Picture {
    let width: Int
    let height: Int
    /// 1 of a gray picture, 3 of one in colors.
    let channels: Int
    /// One channel after the other, each row by row.
    let pixels: [UInt8]

    /// Pixels of a side at most.
    static let largestSide = 1 << 14

    /// From red, green and blue of each pixel, row by row; gray where they are the same everywhere.
    init(width: Int, height: Int, colors: [UInt8]) {
        (self.width, self.height) = (width, height)
        let count = width * height
        let isGray = (0..<count).allSatisfy { place in
            let (red, green, blue) = (colors[3 * place], colors[3 * place + 1], colors[3 * place + 2])
            return red == green && red == blue
        }
        channels = isGray ? 1 : 3
        var planes: [UInt8] = []
        planes.reserveCapacity(channels * count)
        for channel in 0..<channels {
            for place in 0..<count { planes.append(colors[3 * place + channel]) }
        }
        pixels = planes
    }

    /// From a gray value of each pixel, row by row.
    init(width: Int, height: Int, gray: [UInt8]) {
        (self.width, self.height, channels, pixels) = (width, height, 1, gray)
    }

    /// A gray picture in three channels.
    var inColors: [UInt8] { channels == 3 ? pixels : pixels + pixels + pixels }
}

/// Readers of pictures, by the first bytes of their files.
struct PictureReader {
    /// Loaded with the first JPEG picture.
    private var jpeg: JPEGLibrary?

    /// The picture in a file.
    /// - Parameter path: the file's, for messages.
    mutating func read(_ file: [UInt8], path: String) throws(InputError) -> Picture {
        guard file.starts(with: [0xFF, 0xD8, 0xFF]) else { return try Picture(png: file, path: path) }
        guard let library = jpeg ?? JPEGLibrary() else {
            throw InputError(
                .unavailable, path, expected: "libjpeg-turbo to read a JPEG picture", found: "none on this machine",
                advice: "apt-get install libturbojpeg0 (Debian; Ubuntu: libturbojpeg), or write PNG: mogrify -format png */*.jpg")
        }
        jpeg = library
        return try Picture(jpeg: file, by: library, path: path)
    }
}

extension Picture {
    /// A picture in a JPEG file, as its camera held it: a turn that is only noted beside it is not made.
    fileprivate init(jpeg file: [UInt8], by library: JPEGLibrary, path: String) throws(InputError) {
        func malformed(_ expected: String, _ found: String, _ advice: String = "copy or download it again") -> InputError {
            InputError(.malformed, path, expected: expected, found: found, advice: advice)
        }
        guard let head = library.head(of: file), (1...Self.largestSide).contains(head.width),
            (1...Self.largestSide).contains(head.height)
        else { throw malformed("a JPEG header with a size", "none that is known") }
        guard !head.isOfInks else {
            throw malformed("a JPEG picture in gray or colors", "one of printing inks", "write it as PNG")
        }
        guard let pixels = library.pixels(of: file, head) else {
            throw malformed("\(head.width)×\(head.height) pixels", "damaged data")
        }
        self =
            head.isGray
            ? Picture(width: head.width, height: head.height, gray: pixels)
            : Picture(width: head.width, height: head.height, colors: pixels)
    }
}
