import Basics
import Inspection
import NeuralNetwork
import TerminalGraphics

/// Sums by their terms, and what each term comes from.
extension ExplanationLines {
    func products(_ sum: ProductSum, _ factor: String, _ section: ExplanationProbe.Section) -> [Line] {
        let listed = largest(sum, terms)
        let name = FormulaText.shown(factor)
        var lines = listed.enumerated().map { order, index -> Line in
            let term = sum.terms[index]
            // A minus before a product is easy to read; before a product with a negative number it is not.
            let isPlain = order > 0 && term.factor >= 0
            let sign = order == 0 ? "=" : isPlain && term.weight < 0 ? "−" : "+"
            let numbers = "\(format.string(isPlain ? term.weight.magnitude : term.weight)) × \(format.string(term.factor))"
            return Line(
                text: StyledText([
                    ("   \(sign) ", theme.dim), (numbers, theme.plain), ("  " + source(term, name, sum, section), theme.dim),
                ]),
                jump: detail.isWhole && term.source >= 0 && section.kind != .gradient && section.kind != .sampleGradient
                    ? selection(.input(term.source), section, isSum: true) : nil)
        }
        let rest = sum.terms.count - listed.count
        if rest > 0 {
            let value = listed.reduce(sum.total - (sum.bias ?? 0)) { $0 - sum.terms[$1].product }
            lines.append(addend(value, "from \(rest) more"))
        }
        if let bias = sum.bias { lines.append(addend(bias, "b")) }
        return lines
    }

    private func addend(_ value: Double, _ name: String) -> Line {
        Line(
            text: StyledText([
                ("   \(value < 0 ? "−" : "+") ", theme.dim), (format.string(value.magnitude), theme.plain),
                ("  " + name, theme.dim),
            ]))
    }

    /// The name of a product's factor: `a₁[3]`, `pixel 12,9`, `δ₂[5]`; of a gradient, whose it is.
    private func source(_ term: ProductSum.Term, _ name: String, _ sum: ProductSum, _ section: ExplanationProbe.Section) -> String
    {
        switch section.kind {
        case .sampleGradient: return place(term.source, of: sum.terms.count)
        case .gradient: return sample(term.source, of: sum.terms.count)
        default: break
        }
        guard term.source >= 0 else { return name }
        let own = status.columns[reading.column]
        if section.sources.map({ $0 != .column(own.index - 1) }) == true || reading.inner != nil {
            return "\(name)[\(term.source)]"
        }
        if section.kind == .forward, section.layer == own.layers.lowerBound {
            return status.elementName(name, term.source, ofColumn: own.index - 1)
        }
        let column = section.layer.map { status.layers[$0].column } ?? own.index
        return status.elementName(name, term.source, ofColumn: column)
    }

    /// Which sample of the batch a term of a gradient comes from, and where in it.
    func sample(_ term: Int, of count: Int) -> String {
        guard status.batchCount > 0, count % status.batchCount == 0 else { return "#\(term + 1)" }
        let (sample, place) = term.quotientAndRemainder(dividingBy: count / status.batchCount)
        let name = width < 50 && count > status.batchCount ? "#\(sample + 1)" : "sample \(sample + 1)"
        guard count > status.batchCount else { return "of " + name }
        return "\(name) \(self.place(place, of: count / status.batchCount))"
    }

    /// At what time of a sequence, or at which place of a map; empty where there is only one.
    private func place(_ term: Int, of count: Int) -> String {
        let place = term % max(1, count)
        switch status.columns[reading.column].unitLayout {
        case _ where count == 1: return ""
        case .maps(_, let image) where image.width * image.height == count:
            return "at \(place / image.width),\(place % image.width)"
        case .sequence, .attention: return "at t \(place)"
        default: return "place \(place)"
        }
    }

    /// The number of terms of a sum that are listed, without looking for them.
    func listedCount(_ sum: ProductSum) -> Int {
        guard sum.terms.count > terms else { return sum.terms.count }
        var adding = 0
        for term in sum.terms where term.product != 0 {
            adding += 1
            if adding == terms { break }
        }
        return adding == 0 ? terms : adding
    }

    /// The terms that carry most.
    func largest(_ sum: ProductSum, _ count: Int) -> [Int] {
        let largest = sum.terms.indices.largest(count) { sum.terms[$0].product.magnitude }
        // Where not all can be told, those that add nothing are not.
        let adding = sum.terms.count > count ? largest.filter { sum.terms[$0].product != 0 } : []
        return adding.isEmpty ? largest : adding
    }
}
