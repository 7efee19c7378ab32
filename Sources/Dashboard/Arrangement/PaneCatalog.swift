/// All panes, in the order in which keys go through them. A new one is a folder of its own and a line here.
public enum PaneCatalog {
    /// One value of each pane.
    public static let all: [any Pane] = [
        SamplePane(), PredictionPane(), NetworkPane(), ExplainPane(), GradientsPane(), LossPane(), BranchesPane(), WeightsPane(),
        WatchesPane(), PostMortemPane(), BeliefPane(), ActivationsPane(), OptimizerPane(),
        ConfusionPane(), MistakesPane(),
        SamplesPane(), ScenarioPane(), PlanePane(), DrawPane(), NeuronPane(), LayerPane(), WhyPane(), SlopePane(), RatePane(),
        LandscapePane(), RanksPane(),
    ]

    private static let byID = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
    private static let positions = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1.id, $0) })

    /// The pane of a name.
    public static subscript(_ id: PaneID) -> any Pane {
        guard let pane = byID[id] else { preconditionFailure("pane \(id) is in no catalog") }
        return pane
    }

    /// The pane that a word names, as people type it.
    public static func pane(named name: String) -> (any Pane)? { byID[PaneID(rawValue: name)] }

    /// The position of a pane in the order of all.
    static func position(of id: PaneID) -> Int { positions[id] ?? 0 }
}

extension PaneID: CaseIterable {
    public static let allCases = PaneCatalog.all.map(\.id)
}
