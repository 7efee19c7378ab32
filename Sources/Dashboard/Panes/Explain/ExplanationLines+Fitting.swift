import Basics
import Inspection
import TerminalGraphics

/// The amount of an explanation that a place has room for.
extension ExplanationLines {
    /// In two columns, each with as much as a height has room for, and with workings in any case: what is out of view is scrolled to.
    func fittingColumns(_ height: Int) -> [[Line]] {
        var update = self
        update.detail = ExplanationDetail.worked(isUpdating: false)[2]
        let isUpdating = status.phase?.pass == .update && hasMemory && update.lines(of: [.update]).count > height
        let columns: [([Set<Kind>], [ExplanationDetail])] = [
            // Of what goes forward the whole way at once says more than how the loss was reckoned.
            ([[.forward], [.loss]], ExplanationDetail.worked(isUpdating: false) + [.sums]),
            ([Self.back, [.update]], ExplanationDetail.worked(isUpdating: isUpdating)),
        ]
        return columns.map { column, levels in
            var lines: [Line] = []
            for detail in levels {
                var text = self
                text.detail = detail
                let sections = column.map { text.lines(of: $0) }.filter { !$0.isEmpty }
                let isAiry = sections.reduce(sections.count - 1) { $0 + $1.count } <= height
                lines = Array(sections.joined(separator: isAiry ? [Line(text: .empty)] : []))
                if lines.count <= height { break }
            }
            return lines
        }
    }

    /// As much as a height has room for: rather all steps with fewer terms of their sums than more terms of fewer steps.
    func fitting(_ height: Int) -> [Line] {
        // The steps of an optimizer with a memory count more than what they led to.
        guard hasMemory, let lossAfter else { return allFitting(height) }
        var text = self
        text.lossAfter = nil
        let lines = text.allFitting(height)
        return lines.count < height ? lines + [Line(text: lossAfter.line(theme, width: width))] : lines
    }

    private func allFitting(_ height: Int) -> [Line] {
        let isUpdating = status.phase?.pass == .update
        for detail in ExplanationDetail.levels(hasMemory: hasMemory) {
            let counts = detail.terms ? [terms] + [3, 2, 1].filter { $0 < terms } : [terms]
            // Where not even the fewest terms fit, more of them need not be tried; and lines of terms are counted before they are
            // written.
            if let last = counts.last, let fewest = with(detail, last).fitting(exactly: height) {
                let room = height - fewest.count + with(detail, last).termLines
                let most = counts.dropLast().first { with(detail, $0).termLines <= room }
                return most.flatMap { with(detail, $0).fitting(exactly: height)?.lines } ?? fewest.lines
            }
            if isUpdating, detail == .barest, let lines = with(detail, terms).updateAlone(height) { return lines }
        }
        return Array(with(.barest, terms).sections.joined())
    }

    private func with(_ detail: ExplanationDetail, _ terms: Int) -> ExplanationLines {
        var text = self
        (text.detail, text.terms) = (detail, terms)
        return text
    }

    /// Lines that ``products(_:_:_:)`` writes at this detail, counted.
    private var termLines: Int {
        guard detail.terms else { return 0 }
        return reading.sections.reduce(0) { count, section in
            guard section.isKnown, section.kind != .update else { return count }
            return section.lines.reduce(count) { count, line in
                guard !line.isStep || detail.steps, case .products(let sum, _, _) = line.arithmetic,
                    !section.isGradient || sum.terms.count != 1
                else { return count }
                let listed = listedCount(sum)
                return count + listed + (listed < sum.terms.count ? 1 : 0) + (sum.bias == nil ? 0 : 1)
            }
        }
    }

    /// All of it, with blank lines between its parts where there is room; nil where it does not fit.
    /// - Returns: the count is that of lines that are not blank.
    private func fitting(exactly height: Int) -> (lines: [Line], count: Int)? {
        var sections: [[Line]] = []
        var count = 0
        for kinds in Self.parts {
            let lines = lines(of: kinds)
            count += lines.count
            guard count <= height else { return nil }
            if !lines.isEmpty { sections.append(lines) }
        }
        let isAiry = detail.headings && count + sections.count - 1 <= height
        return (Array(sections.joined(separator: isAiry ? [Line(text: .empty)] : [])), count)
    }

    /// Whether the optimizer's way to Δw is more than one line.
    private var hasMemory: Bool { reading.sections.contains { $0.kind == .update && $0.lines.count > 2 } }

    /// In the update, where there is no room for more: the batch's gradient and what the optimizer makes of it, behind as much of the
    /// sample's own chain, which the mean is of, as fits.
    private func updateAlone(_ height: Int) -> [Line]? {
        var text = self
        for update in [ExplanationDetail.Update.numbers, .formulas] {
            text.detail.update = update
            let lines = text.lines(of: [.gradient]) + text.lines(of: [.update])
            // A layer without weights has no update of its own.
            guard !lines.isEmpty, lines.count <= height else { continue }
            return text.chain(height - lines.count) + lines
        }
        return nil
    }

    /// The end of the way from the error to the sample's δ·x that so many lines have room for.
    private func chain(_ height: Int) -> [Line] {
        let quantities = reading.sections.indices.filter { [.backward, .sampleGradient].contains(reading.sections[$0].kind) }
            .flatMap { section in reading.sections[section].lines.indices.map { lines($0, ofSection: section) } }
        var chain: [Line] = []
        for quantity in quantities.reversed() {
            guard chain.count + quantity.count <= height else { break }
            chain = quantity + chain
        }
        return chain
    }
}
