/// A set of pictures that lies in its files in a way of its own, told by their names: EMNIST, whose pictures lie on their side and whose
/// letters begin with 1.
struct PictureKind {
    /// The names of the classes; nil where labels say all.
    let classNames: [String]?
    /// The label of the first class.
    let firstLabel: Int
    /// Whether rows and columns are exchanged in the file.
    let isTransposed: Bool

    /// - Parameter path: the file with the pictures.
    init(_ path: String) {
        let name = (path.split(separator: "/").last ?? "").lowercased()
        let digits = (0..<10).map(String.init)
        func letters(_ text: String) -> [String] { text.map(String.init) }
        let (upper, lower) = (letters("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), letters("abcdefghijklmnopqrstuvwxyz"))
        isTransposed = name.contains("emnist")
        guard isTransposed else {
            (classNames, firstLabel) = (nil, 0)
            return
        }
        firstLabel = name.contains("letters") ? 1 : 0
        if name.contains("letters") {
            classNames = upper
        } else if name.contains("byclass") {
            classNames = digits + upper + lower
        } else if name.contains("balanced") || name.contains("bymerge") {
            // Small letters that look like their capitals count as these.
            classNames = digits + upper + letters("abdefghnqrt")
        } else {
            classNames = digits
        }
    }

    /// Pictures with their rows where they belong.
    func upright<Element>(_ pixels: [Element], _ shape: [Int]) -> [Element] {
        guard isTransposed, shape.count == 3, shape[0] == 1, shape[1] == shape[2] else { return pixels }
        let side = shape[1]
        var turned = pixels
        for picture in stride(from: 0, to: pixels.count, by: side * side) {
            for row in 0..<side {
                for column in 0..<side { turned[picture + row * side + column] = pixels[picture + column * side + row] }
            }
        }
        return turned
    }
}

extension Dataset.Features {
    /// Pixels of any type: as bytes where they are whole numbers from 0 to 255 and more than 1, so that they are scaled as bytes are. Few
    /// levels of gray, such as the 17 of scikit-learn's digits, are spread over all of them.
    init(pixels: [Float], _ shape: [Int]) {
        let areBytes =
            shape.count == 3 && pixels.contains { $0 > 1 } && pixels.allSatisfy { $0 >= 0 && $0 <= 255 && $0 == $0.rounded() }
        guard areBytes else {
            self = .values(pixels)
            return
        }
        // The white of so many bits, or of one level more; that of a part of the data may be missing in another.
        let brightest = pixels.max() ?? 255
        let whites: [Float] = [15, 16, 31, 32, 63, 64]
        let white = whites.contains(brightest) ? brightest : 255
        self = .bytes(pixels.map { UInt8(($0 * 255 / white).rounded()) })
    }
}
