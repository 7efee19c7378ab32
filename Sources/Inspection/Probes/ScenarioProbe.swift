/// The scenario's settings, as they are now.
public struct ScenarioProbe: Probe {
    public init() {}

    public struct Reading: Sendable, Hashable {
        public var settings: [Setting]
    }

    public struct Setting: Sendable, Hashable {
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
    }

    /// What a change needs.
    public enum Kind: Sendable, Hashable {
        /// Nothing: it is in force from the present iteration on.
        case live
        /// A new beginning.
        case restart
    }

    public func read(_ moment: any Moment) -> Reading? { Reading(settings: moment.settings) }
}
