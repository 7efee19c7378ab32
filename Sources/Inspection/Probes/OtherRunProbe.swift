/// A question for the other run of a comparison. The first run has no answer to it.
public struct OtherRunProbe: Probe {
    package let base: any Probe

    /// A probe, to be answered by the other run.
    public init(_ base: any Probe) { self.base = base }

    public static func == (a: OtherRunProbe, b: OtherRunProbe) -> Bool { AnyHashable(a.base) == AnyHashable(b.base) }
    public func hash(into hasher: inout Hasher) { hasher.combine(AnyHashable(base)) }
    public var wants: TensorSet { [] }

    public func read(_ moment: any Moment) -> Bool? { nil }
}
