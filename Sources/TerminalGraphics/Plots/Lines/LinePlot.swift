/// Curves over a common x axis: losses, accuracies, norms over iterations. From 30×6 cells to a whole screen; what does not
/// fit (axis line, legend, labels) is left out in a fixed order.
///
///     10 ┤⡆                        train 0.12
///      1 ┤⠘⢄⣀
///    0.1 ┤   ⠉⠉⠒⠒⠤⠤⠤⠤⣀⣀⣀⣀⣀⣀⣀⣀ 0.12
///        └┬──────────┬──────────┬
///         0        1 000      2 000
///
/// NaN and infinities leave a gap and a mark (`×` below, `▲` above, `▼` below) and never move the axes.
public struct LinePlot: Sendable {
    /// The values of a curve over a stretch of x.
    public struct Column: Hashable, Sendable {
        /// The smallest.
        public var min: Double
        /// The largest.
        public var max: Double
        /// The mean: where the line runs.
        public var mean: Double

        /// Values over a stretch.
        public init(min: Double, max: Double, mean: Double) {
            self.min = min
            self.max = max
            self.mean = mean
        }
    }

    /// A point of a curve.
    public struct Sample: Hashable, Sendable {
        /// Where.
        public var x: Double
        /// The value.
        public var y: Double

        /// A point.
        public init(_ x: Double, _ y: Double) {
            self.x = x
            self.y = y
        }
    }

    /// Where a curve's values come from. nil is a gap.
    public enum Values: Hashable, Sendable {
        /// Points in order of x.
        case samples([Sample?])
        /// Summaries of equal stretches of a range of x.
        case columns([Column?], over: ClosedRange<Double>)
    }

    /// A curve.
    public struct Series: Hashable, Sendable {
        /// Its name in the legend.
        public var name: String
        /// Its values.
        public var values: Values
        /// Its color.
        public var color: Color
        /// The background between smallest and largest value of each column; nil leaves that out.
        public var band: Color?
        /// Dotted, as what is no longer or not really: the ghost of a branch, a mean of many.
        public var isDotted: Bool
        /// Stands on the curve every so many columns, so that it is told from others without color; nil for none.
        public var marker: Unicode.Scalar?
        /// A range of its own instead of the plot's y axis, such as 0 ... 1 for an accuracy beside a loss; not on the y axis'
        /// labels.
        public var ownRange: ClosedRange<Double>?
        /// The number at its end in place of its last value, such as a mean of the last few.
        public var newest: Double?
        /// The format of its newest value at its end; nil leaves that out.
        public var format: NumberFormat?
        /// Only there to compare others with: it sets no range, leaves the plot at an edge with a mark, and covers nothing.
        public var isBackground = false

        /// A curve.
        public init(
            _ name: String, _ values: Values, color: Color = .terminal, band: Color? = nil, isDotted: Bool = false,
            marker: Unicode.Scalar? = nil, ownRange: ClosedRange<Double>? = nil, format: NumberFormat? = .significant(3)
        ) {
            self.name = name
            self.values = values
            self.color = color
            self.band = band
            self.isDotted = isDotted
            self.marker = marker
            self.ownRange = ownRange
            self.format = format
        }
    }

    /// A vertical line at an x, such as the end of an epoch or a change of the learning rate.
    public struct Mark: Hashable, Sendable {
        /// Where.
        public var x: Double
        /// The text at its upper end; of a minor one at its lower end, too, and only where nothing else is.
        public var label: String
        /// Its look.
        public var style: Style
        /// Whether it may be left out where marks would stand too close together.
        public var isMinor: Bool
        /// Stands at its lower end, so that many of a kind are told from others; nil for none.
        public var sign: Unicode.Scalar?
        /// Whether there is a line; else only the sign.
        public var hasLine = true

        /// A mark.
        public init(_ x: Double, label: String = "", style: Style = .plain, isMinor: Bool = false) {
            self.x = x
            self.label = label
            self.style = style
            self.isMinor = isMinor
        }
    }

    /// A horizontal line at a y, such as the loss of guessing.
    public struct Level: Hashable, Sendable {
        /// Where.
        public var y: Double
        /// Its name, written beside it.
        public var label: String
        /// Its look.
        public var style: Style
        /// Whether there is a line; else only the label.
        public var hasLine = true

        /// A level.
        public init(_ y: Double, label: String = "", style: Style = .plain) {
            self.y = y
            self.label = label
            self.style = style
        }
    }

    /// The curves; later ones are drawn over earlier ones.
    public var series: [Series]
    /// Linear or logarithmic.
    public var yScale: AxisScale
    /// Linear, or logarithmic where x is a factor, such as a learning rate.
    public var xScale = AxisScale.linear
    /// The x axis' bounds; nil covers all values.
    public var xRange: ClosedRange<Double>?
    /// The y axis' bounds; nil covers all finite values (on a linear axis rounded outwards).
    public var yRange: ClosedRange<Double>?
    /// The least ratio of a logarithmic y axis' bounds that are not given, so that noise does not fill the plot.
    public var leastRatio: Double
    /// Horizontal lines; the y axis covers them.
    public var levels: [Level]
    /// Cells of the plot that something else will be written into: labels keep out of them.
    public var reserved = Rect(x: 0, y: 0, width: 0, height: 0)
    /// Vertical lines.
    public var marks: [Mark]
    /// Where the cursor stands; nil for none.
    public var cursor: Double?
    /// The look of axes and labels.
    public var axisStyle: Style
    /// The look of the cursor.
    public var cursorStyle: Style
    /// Whether the curves' names stand in the first row (where there is room).
    public var showsLegend: Bool
    /// Whether x counts something, so that its labels are whole numbers.
    public var xIsWhole: Bool
    /// The text where there is nothing to draw yet.
    public var emptyText: String

    /// A plot.
    public init(
        _ series: [Series], yScale: AxisScale = .linear, xRange: ClosedRange<Double>? = nil, yRange: ClosedRange<Double>? = nil,
        leastRatio: Double = 1, levels: [Level] = [], marks: [Mark] = [], cursor: Double? = nil, axisStyle: Style = .plain,
        cursorStyle: Style = .plain,
        showsLegend: Bool = true,
        xIsWhole: Bool = true, emptyText: String = "no data yet"
    ) {
        self.series = series
        self.yScale = yScale
        self.xRange = xRange
        self.yRange = yRange
        self.leastRatio = leastRatio
        self.levels = levels
        self.marks = marks
        self.cursor = cursor
        self.axisStyle = axisStyle
        self.cursorStyle = cursorStyle
        self.showsLegend = showsLegend
        self.xIsWhole = xIsWhole
        self.emptyText = emptyText
    }

    /// The curves' names with a piece of their lines: for the plot's first row, or a frame's title.
    public func legend(glyphs: GlyphTier) -> StyledText {
        .joined(
            series.filter { !$0.name.isEmpty }.map { series in
                var line = glyphs == .ascii ? (series.isDotted ? ". " : "- ") : (series.isDotted ? "╌ " : "━ ")
                // A dotted curve's marks are its values, and the dots lead from one to the next.
                if let marker = series.marker {
                    line = String(marker) + (series.isDotted ? (glyphs == .ascii ? ". " : "╌ ") : " ")
                }
                return StyledText([(line, Style(series.color)), (series.name, Style(series.color))])
            }, separator: "  ")
    }
}
