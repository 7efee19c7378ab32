import Inspection

extension Status {
    /// The name of a neuron of a column: its number; of a map, which one and where; of a sequence, which feature at what time.
    func unitName(column: Int, _ unit: Int) -> String {
        switch columns[column].unitLayout {
        case .neurons, .attention: return String(unit)
        case .maps(_, let image):
            let (map, place) = unit.quotientAndRemainder(dividingBy: max(1, image.height * image.width))
            return "map \(map) at \(place / max(1, image.width)),\(place % max(1, image.width))"
        case .sequence(let time, let features):
            guard time > 1, features > 0, columns[column].units == time * features else { return String(unit) }
            return "\(unit % features) at t \(unit / features)"
        }
    }

    /// The unit that a factor of a sum is the output of: a pixel of the picture, an element of a map, or a neuron by its number.
    func sourceName(_ factor: String, _ unit: Int, before column: Int) -> String {
        let source = columns[max(0, column - 1)]
        if case .maps(let channels, let image) = source.unitLayout, image.width > 0 {
            let (map, place) = unit.quotientAndRemainder(dividingBy: image.height * image.width)
            let at = "\(place / image.width),\(place % image.width)"
            if source.index > 0 || channels > 1 { return "\(factor)[\(map),\(at)]" }
        }
        if source.index == 0, let image = source.image, image.width > 0 {
            return "pixel \(unit / image.width),\(unit % image.width)"
        }
        return factor + Subscript.text(unit)
    }
}
