/// A setting of a run, by its key in a scenario file.
public struct RunSetting: Sendable, Hashable {
    /// As in a scenario file.
    public var key: String
    /// Its text, as a scenario file would have it.
    public var value: String
    /// The price of changing it.
    public var kind: Kind

    package init(
        key: String, value: String, kind: Kind
    ) {
        self.key = key
        self.value = value
        self.kind = kind
    }

    /// The price of a change.
    public enum Kind: Sendable, Hashable {
        /// Nothing: it is in force from the present iteration on.
        case live
        /// A new beginning.
        case restart
    }
}
