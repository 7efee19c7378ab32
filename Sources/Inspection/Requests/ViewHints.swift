/// The view that a scenario opens on: pure data, applied by whoever shows it. Nothing here changes a number of the run.
public struct ViewHints: Hashable, Sendable {
    /// The pane that is looked at first, by name.
    public var pane: String?
    /// The panes on the screen, by name; empty: those that suit it.
    public var panes: [String] = []
    /// The numbers that the graph shows whatever happens: activations, errors or updates.
    public var signal: String?
    /// Whether that pane has the screen to itself.
    public var isZoomed = false
    /// The length of a step.
    public var grain: Grain?
    /// The speed of a run.
    public var speed: RunSpeed?
    /// Whether the loss is drawn on a logarithmic scale.
    public var isLogarithmic: Bool?

    /// Hints on some of these; what stays out is left as it is.
    public init(
        pane: String? = nil, panes: [String] = [], isZoomed: Bool = false, grain: Grain? = nil, speed: RunSpeed? = nil,
        isLogarithmic: Bool? = nil
    ) {
        (self.pane, self.panes) = (pane, panes)
        self.isZoomed = isZoomed
        self.grain = grain
        self.speed = speed
        self.isLogarithmic = isLogarithmic
    }

    /// Nothing in particular.
    public static let none = ViewHints()

    /// The keys of a scenario file's `view`, each with the values that it takes.
    package static let keys: [(name: String, expected: String)] = [
        ("pane", "a pane's name such as gradients"), ("panes", "names of panes such as [network, explain]"),
        ("signal", "activations, errors or updates"), ("zoom", "true or false"),
        ("grain", Grain.allCases.map(\.rawValue).joined(separator: ", ")),
        ("speed", "iterations a second such as 100, '4 steps', or full"), ("loss", "log or linear"),
    ]

    /// Takes a key and its value.
    /// - Returns: false where the value is none that the key takes.
    public mutating func set(_ key: String, _ value: String) -> Bool {
        switch key {
        case "pane": pane = value
        case "panes": panes = value.split { $0 == " " || $0 == "," }.map(String.init)
        case "signal":
            guard ["activations", "errors", "updates"].contains(value) else { return false }
            signal = value
        case "zoom":
            guard let flag = Bool(value) else { return false }
            isZoomed = flag
        case "grain":
            guard let named = Grain(rawValue: value) else { return false }
            grain = named
        case "speed":
            guard let read = RunSpeed(parsing: value) else { return false }
            speed = read
        case "loss":
            guard value == "log" || value == "linear" else { return false }
            isLogarithmic = value == "log"
        default: return false
        }
        return true
    }
}
