import Basics
import Inspection
import NeuralNetwork
import TerminalGraphics

/// The optimizer's way from the gradient to the changed parameter.
extension ExplanationLines {
    /// The optimizer's way from the gradient, and the parameter before and after.
    func update(_ number: Int) -> [Line] {
        let section = reading.sections[number]
        let way = section.lines.indices.dropLast()
        var lines: [Line] = []
        switch detail.update {
        case .result: for line in way.suffix(1) { lines += self.lines(line, ofSection: number) }
        case .formulas:
            for line in way {
                lines += written.lines(Key(.equation, section: number, line: line, detail)) {
                    equation(section.lines[line], section)
                }
            }
        case .numbers:
            var text = self
            text.detail.workings = true
            for line in way { lines += text.lines(line, ofSection: number) }
        }
        if let parameter = reading.parameter {
            lines += written.lines(Key(.change, section: number, detail)) { [Line(text: change(parameter))] }
        }
        return lines
    }

    private func change(_ parameter: ExplanationProbe.ExplainedParameter) -> StyledText {
        func number(_ value: Double) -> String { NumberFormat.fixed(6).string(value) }
        let letter = parameter.name.symbol.letter
        var line = StyledText([(letter + " ", theme.bold), (number(parameter.value), theme.plain)])
        guard let updated = parameter.updated else { return line }
        if updated == parameter.value {
            line.append(" unchanged", theme.dim)
        } else if number(updated) == number(parameter.value) {
            line.append(" changed too little to see", theme.dim)
        } else {
            line.append(" → ", theme.dim)
            line.append(number(updated), theme.style(theme.update, .bold))
        }
        return line
    }
}
