/// A setting of a run, by its key in a scenario file.
public struct RunSetting: Sendable, Hashable {
    /// As in a scenario file.
    public var key: String
    public var value: String
    public var kind: Kind

    package init(
        key: String, value: String, kind: Kind
    ) {
        self.key = key
        self.value = value
        self.kind = kind
    }

    /// What a change needs.
    public enum Kind: Sendable, Hashable {
        /// Nothing: it is in force from the present iteration on.
        case live
        /// A new beginning.
        case restart
    }
}
