import Inspection
import TerminalGraphics

/// Where the rows and columns of a matrix of weights stand: neurons downwards, their inputs to the right.
struct MatrixLayout {
    let matrix: WeightsProbe.Matrix
    /// The room for the picture, right of the marks.
    let plot: Rect
    /// Pixels that a weight takes, across and down; a pixel is half a cell high.
    let across: Int
    let down: Int
    /// The cells that the picture covers.
    private let drawn: Rect

    init(_ matrix: WeightsProbe.Matrix, in area: Rect) {
        self.matrix = matrix
        let top = area.splitTop(area.height - 1).0
        plot = Rect(x: top.x + 5, y: top.y, width: top.width - 5, height: top.height)
        // Neurons and inputs are no places: each way as large as it fits, so that few inputs are no thin line.
        across = max(1, min(6, plot.width / max(1, matrix.columns)))
        down = max(1, min(across, 2 * plot.height / max(1, matrix.rows)))
        let size = (width: min(plot.width, matrix.columns * across), rows: min(plot.height * 2, matrix.rows * down))
        drawn = Rect(x: plot.x, y: plot.y, width: max(0, size.width), height: max(0, size.rows + 1) / 2)
    }

    /// The row of a neuron, marks and all; nil where it is not on the screen.
    func row(of neuron: Int) -> Rect? {
        guard drawn.height > 0, matrix.outputs > 0 else { return nil }
        let y = drawn.y + neuron / max(1, matrix.rowFactor) * down / 2
        guard y < drawn.bottom else { return nil }
        return Rect(x: plot.x - 5, y: y, width: drawn.right - plot.x + 5, height: max(1, down / 2))
    }

    /// The cells of a weight; nil where it shares them with others.
    func weight(_ neuron: Int, _ input: Int) -> Rect? {
        guard matrix.rowFactor == 1, matrix.columnFactor == 1, down >= 2, let row = row(of: neuron) else { return nil }
        let x = drawn.x + input * across
        return x < drawn.right ? Rect(x: x, y: row.y, width: min(across, drawn.right - x), height: row.height) : nil
    }
}
