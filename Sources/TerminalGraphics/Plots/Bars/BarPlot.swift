/// Horizontal bars, one a row, in eighths of a cell: the label left, the value right.
///
///     1 dense ███▍░░░░░░ 3.1e-3
///     2 dense █████████▏ 1.2e-2
///
/// Signed values grow from a common zero axis to both sides. NaN is written where the bar would be; what is beyond the axis
/// ends in an arrow.
public struct BarPlot: Sendable {
    /// One bar.
    public struct Bar: Hashable, Sendable {
        /// On the left.
        public var label: StyledText
        /// How long the bar is.
        public var value: Double
        /// On the right; nil writes the value in the plot's format.
        public var valueText: StyledText?
        /// The color of the bar.
        public var color: Color

        /// A bar.
        public init(_ label: StyledText, _ value: Double, valueText: StyledText? = nil, color: Color = .terminal) {
            self.label = label
            self.value = value
            self.valueText = valueText
            self.color = color
        }
    }

    /// A range that is marked behind the bars, such as the one in which gradients are healthy.
    public struct Band: Hashable, Sendable {
        /// The marked values.
        public var range: ClosedRange<Double>
        /// How the marking looks.
        public var style: Style

        /// A band.
        public init(_ range: ClosedRange<Double>, _ style: Style) {
            self.range = range
            self.style = style
        }
    }

    /// A vertical line at a value, across all bars.
    public struct Guide: Hashable, Sendable {
        /// Where it stands.
        public var value: Double
        /// How it looks.
        public var style: Style

        /// A guide.
        public init(_ value: Double, _ style: Style) {
            self.value = value
            self.style = style
        }
    }

    /// How bars are drawn.
    public enum Shape: Hashable, Sendable {
        /// As high as the row, in eighths of a cell; bars in neighbouring rows touch.
        case block
        /// A thick line, in halves of a cell; bars stay apart (in ASCII the same as blocks).
        case line
    }

    /// The bars, from top to bottom. Those that find no room are counted in the last row.
    public var bars: [Bar]
    /// The axis they are measured on; nil covers zero and all values. Bars of a logarithmic axis begin at its low end.
    public var axis: Axis?
    /// What is marked behind the bars.
    public var band: Band?
    /// Lines across the bars.
    public var guides: [Guide]
    /// How values are written.
    public var format: NumberFormat
    /// How values and the axis look.
    public var textStyle: Style
    /// How the zero line looks.
    public var baselineStyle: Style
    /// Whether the last row shows the axis' ticks (from three rows on).
    public var showsAxis: Bool
    /// No label takes more than this many columns; nil lets the widest decide.
    public var labelWidth: Int?
    /// Blocks or lines.
    public var shape: Shape
    /// Columns kept for values; nil lets the widest decide. A fixed width keeps bars still while their values change.
    public var valueWidth: Int?

    /// A bar plot.
    public init(
        _ bars: [Bar], axis: Axis? = nil, band: Band? = nil, guides: [Guide] = [], format: NumberFormat = .significant(2),
        textStyle: Style = .plain, baselineStyle: Style = .plain, showsAxis: Bool = false, labelWidth: Int? = nil,
        valueWidth: Int? = nil,
        shape: Shape = .block
    ) {
        self.bars = bars
        self.axis = axis
        self.band = band
        self.guides = guides
        self.format = format
        self.textStyle = textStyle
        self.baselineStyle = baselineStyle
        self.showsAxis = showsAxis
        self.labelWidth = labelWidth
        self.valueWidth = valueWidth
        self.shape = shape
    }

    /// The axis in use: the given one, or one from zero over all values.
    public var effectiveAxis: Axis {
        if let axis { return axis }
        let values = bars.map(\.value).filter(\.isFinite)
        let low = min(0, values.min() ?? 0)
        let high = max(0, values.max() ?? 0)
        return low == high ? Axis(.linear, 0, 1) : Axis(.linear, low, high)
    }
}
