/// All panes. A new one is a file of its own and a line here.
public enum PaneCatalog {
    public static let all: [any Pane] = [
        SamplePane(), PredictionPane(), NetworkPane(), ExplainPane(), GradientsPane(), LossPane(), BranchesPane(), WeightsPane(),
        WatchesPane(), PostMortemPane(), ActivationsPane(), ConfusionPane(), MistakesPane(), BeliefPane(), OptimizerPane(),
        SamplesPane(),
        ScenarioPane(), PlanePane(), DrawPane(), NeuronPane(), LayerPane(),
    ]
}
