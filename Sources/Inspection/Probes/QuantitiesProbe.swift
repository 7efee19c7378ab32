/// Numbers by the names that expressions have for them: what a lesson's texts, answers and goals are made of.
public struct QuantitiesProbe: Probe {
    /// The numbers asked for.
    package var quantities: Set<WatchQuantity>

    /// A probe of some numbers.
    package init(_ quantities: Set<WatchQuantity>) { self.quantities = quantities }

    public struct Reading: Sendable {
        /// The numbers that are known at the moment.
        package var values: [WatchQuantity: Double]
    }

    public var wants: TensorSet { .pass }
    /// Whoever asks knows what is hidden from the person.
    public var leavesOutHidden: Bool { true }

    public func read(_ moment: any Moment) -> Reading? {
        var values: [WatchQuantity: Double] = [:]
        // The run may have got another network since the expressions were read.
        let scope = moment.watchScope
        for quantity in quantities where scope.has(quantity) { values[quantity] = moment.value(of: quantity) }
        return Reading(values: values)
    }
}
