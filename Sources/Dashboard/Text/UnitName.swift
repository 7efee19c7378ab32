import Inspection

extension Status {
    /// The name of a neuron of a column: its number; of a map, which one and where; of a sequence, which feature at what time.
    func unitName(column: Int, _ unit: Int) -> String {
        switch columns[column].unitLayout {
        case .neurons, .attention: return String(unit)
        case .maps(_, let image):
            let (map, place) = unit.quotientAndRemainder(dividingBy: max(1, image.height * image.width))
            if image.height == 1 { return "map \(map) at \(place)" }
            return "map \(map) at \(place / max(1, image.width)),\(place % max(1, image.width))"
        case .sequence(let time, let features):
            guard time > 1, features > 0, columns[column].units == time * features else { return String(unit) }
            return "\(unit % features) at t \(unit / features)"
        }
    }

    /// The name of a neuron with its layer in front: `dense₁[5]`, `conv2d₁ map 2 at 3,4`.
    func longUnitName(column: Int, _ unit: Int) -> String {
        let (layer, name) = (columns[column].kind + Subscript.text(column), unitName(column: column, unit))
        return name == String(unit) ? "\(layer)[\(name)]" : "\(layer) \(name)"
    }

    /// An element of what a column puts out, by a letter that says whose it is: `a₁[3]`, `δ₂[5]`, a pixel of the input's picture, a
    /// column of a table, a symbol at a time.
    func elementName(_ letter: String, _ unit: Int, ofColumn column: Int) -> String {
        let source = columns[column]
        switch source.unitLayout {
        case .maps(let channels, let image) where image.width > 0:
            let (map, place) = unit.quotientAndRemainder(dividingBy: image.height * image.width)
            let at = image.height == 1 ? "\(place)" : "\(place / image.width),\(place % image.width)"
            if source.index > 0 || channels > 1 { return "\(letter)[\(map),\(at)]" }
        case .sequence(let time, let features) where features > 0 && source.units == time * features:
            let (t, feature) = unit.quotientAndRemainder(dividingBy: features)
            if source.index == 0, let symbol = symbolName(feature, of: features) { return "\(symbol) at t \(t)" }
            return features == 1 ? "\(letter) at t \(t)" : "\(letter)[\(feature)] at t \(t)"
        default: break
        }
        if source.index == 0, inputNames.count == source.units, inputNames.indices.contains(unit) {
            return letter == "x" || letter == "a" ? inputNames[unit] : "\(letter)[\(inputNames[unit])]"
        }
        if source.index == 0, let image = source.image, image.width > 0 {
            return "pixel \(unit / image.width),\(unit % image.width)"
        }
        return "\(letter)[\(unit)]"
    }

    /// An element by a letter that does not say its layer yet.
    func elementName(_ letter: String, _ unit: Int, numberedColumn column: Int) -> String {
        elementName(letter + (column == 0 ? "" : Subscript.text(column)), unit, ofColumn: column)
    }

    /// The symbol of an input feature of a sequence, where each is a symbol of its own.
    private func symbolName(_ feature: Int, of features: Int) -> String? {
        classNames.count == features && classNames.allSatisfy { $0.cellWidth == 1 && Int($0) == nil } ? classNames[feature] : nil
    }
}
