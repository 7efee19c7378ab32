import Inspection
import TerminalGraphics

/// The page of words: every sign of the screen, and what stands first in the help on keys.
enum Glossary {
    static let rows: [HelpTopic.Row] = SignCatalog.groups.flatMap { group in
        group.signs.map { HelpTopic.Row(section: group.title, keys: $0.sign, help: $0.explanation) }
    }

    /// The things selected, each in a sentence, and how to ask about anything else.
    static func here(_ context: LayerContext) -> [HelpTopic.Row] {
        guard let status = context.status else { return [] }
        let selection = context.view.selection
        func row(_ keys: String, _ help: String) -> HelpTopic.Row { HelpTopic.Row(section: "Here", keys: keys, help: help) }
        var rows: [HelpTopic.Row] = []
        if let parameter = context.snapshot?[ExplanationProbe(selection: selection)]?.parameter
            ?? context.snapshot?[ExplanationProbe(selection: selection, paths: 6)]?.parameter
        {
            let before = selection.column - 1
            let isWeight =
                status.columns[selection.column].spec?.role == .affine && parameter.place < status.columns[before].units
            let source = status.elementName(before == 0 ? "x" : "a", parameter.place, numberedColumn: before)
            let neuron = status.longUnitName(column: selection.column, selection.neuron)
            rows.append(
                row(
                    parameter.name.long,
                    isWeight
                        ? "the selected weight: by how much \(source) counts in the sum of \(neuron)"
                        : "the selected parameter of \(neuron)"))
        }
        rows.append(
            row(
                status.longUnitName(column: selection.column, selection.neuron),
                selection.column == 0 ? "the selected input" : "the selected neuron: x explains its numbers"))
        let pane = PaneCatalog[context.view.focus]
        rows.append(row(pane.shortTitle, pane.summary))
        rows.append(row("right click", "says what the sign under the pointer is; Tab here: all words and signs"))
        return rows
    }
}
