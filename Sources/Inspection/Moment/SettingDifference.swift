/// A setting in which two runs that are compared differ.
public struct SettingDifference: Hashable, Sendable {
    /// The setting's key, as in a scenario file.
    public var name: String
    /// Its value in the run whose status this is part of.
    public var own: String
    /// Its value in the other run.
    public var other: String

    package init(
        name: String, own: String, other: String
    ) {
        self.name = name
        self.own = own
        self.other = other
    }
}
