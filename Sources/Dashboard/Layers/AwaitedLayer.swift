import TerminalGraphics

/// The letter that the key before waits for. The mouse passes it by.
public struct AwaitedLayer: DashboardLayer {
    /// The thing that the letter will name.
    public let awaited: Awaited

    public var news: String? { awaited.hint }

    public mutating func handle(_ event: LayerEvent, _ context: LayerContext) -> LayerAnswer {
        guard case .key(let key, let command) = event else { return .ignored }
        if command == .suspend || command == .redraw { return .leaves }
        guard case .character(let letter) = key.key, key.modifiers.isEmpty else { return .closes() }
        guard MomentText.isLetter(letter) else { return .closes([.message("a mark is a letter or a digit")]) }
        switch awaited {
        case .mark: return .closes([.request(.setMark(letter))])
        case .goingToMark: return .closes([.request(.goToMark(letter))])
        }
    }
}
