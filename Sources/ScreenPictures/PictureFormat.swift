/// Formats that a picture is written in.
public enum PictureFormat: String, Hashable, Sendable, CaseIterable {
    /// Pixels.
    case png
    /// Shapes that can be enlarged; characters are shapes, too, so that no font is needed to show it.
    case svg

    /// By the end of a file's name; nil where it says neither.
    public init?(path: String) {
        guard let format = Self.allCases.first(where: { path.lowercased().hasSuffix("." + $0.rawValue) }) else { return nil }
        self = format
    }
}

/// Why there is no picture, in one line.
public enum PictureError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The library that draws is not there.
    case noLibrary
    /// The library has no font to draw text with.
    case noFont
    /// The picture cannot be made.
    case failed(String)

    public var description: String {
        switch self {
        case .noLibrary:
            "picture: expected the library cairo, found none; \(Self.advice)"
        case .noFont:
            "picture: expected a font, found none; \(Self.advice)"
        case .failed(let what): "picture: expected one of \(what), found that cairo could not draw it; try a smaller --size"
        }
    }

    private static let advice =
        "try apt-get install libcairo2 fonts-dejavu-core (Debian, Ubuntu), or frame --ansi for colored text"
}
