/// The scenario's settings, as they are now.
public struct ScenarioProbe: Probe {
    public init() {}

    public struct Reading: Sendable, Hashable {
        /// Settings in the order in which a scenario file has them.
        public var settings: [RunSetting]
        /// The reading of the table that is trained on; nil of other data.
        public var table: String?
    }

    public var wants: TensorSet { [] }

    public func read(_ moment: any Moment) -> Reading? { Reading(settings: moment.settings, table: moment.data.understanding) }
}
