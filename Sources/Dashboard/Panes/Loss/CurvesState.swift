/// How curves over the iterations are looked at.
public struct CurvesState: PaneState {
    public var isLogarithmic = true
    /// How close: the run halved so many times.
    public var zoomLevel = 0
    /// How much they are smoothed, a number of ``Smoothing``.
    public var smoothing = 0

    public init() {}
}

extension ViewState {
    public var curves: CurvesState {
        get { self[CurvesState.self] }
        set { self[CurvesState.self] = newValue }
    }
}
