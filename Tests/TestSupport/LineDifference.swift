/// What differs between two texts, line by line, with line numbers.
public struct LineDifference: Sendable {
    /// Lines such as `12 −old` and `12 +new`; empty for equal texts.
    public let text: String

    public init(from old: String, to new: String) {
        let oldLines = old.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let newLines = new.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var changes: [(line: Int, text: String)] = []
        for change in newLines.difference(from: oldLines) {
            switch change {
            case .remove(let offset, let element, _): changes.append((offset + 1, "\(offset + 1) −\(element)"))
            case .insert(let offset, let element, _): changes.append((offset + 1, "\(offset + 1) +\(element)"))
            }
        }
        text = changes.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element.text)
            .joined(separator: "\n")
    }
}
