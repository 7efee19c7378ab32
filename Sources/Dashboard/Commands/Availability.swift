/// Whether a command can be carried out in this run; if not, why.
public enum Availability: Hashable, Sendable {
    case yes
    /// The reason, in a few words: shown where the key is pressed, and beside it in the help.
    case no(String)

    /// The reason against it.
    public var reason: String? { if case .no(let reason) = self { reason } else { nil } }
}
