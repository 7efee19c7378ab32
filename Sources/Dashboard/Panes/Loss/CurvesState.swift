/// The way in which curves over the iterations are looked at.
public struct CurvesState: PaneState {
    /// True where the loss has a logarithmic axis, as it has at first: late gains would not show on a linear one.
    public var isLogarithmic = true
    /// The closeness: the run halved so many times.
    public var zoomLevel = 0
    /// The smoothing, a number of ``Smoothing``.
    public var smoothing = 0

    public init() {}
}

extension ViewState {
    /// The state of the curves, kept while other panes have the keys.
    public var curves: CurvesState {
        get { self[CurvesState.self] }
        set { self[CurvesState.self] = newValue }
    }
}
