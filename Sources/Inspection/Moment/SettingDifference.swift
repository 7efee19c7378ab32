/// A setting in which two runs that are compared differ.
public struct SettingDifference: Hashable, Sendable {
    public var name: String
    public var own: String
    public var other: String

    package init(
        name: String, own: String, other: String
    ) {
        self.name = name
        self.own = own
        self.other = other
    }
}
