/// Verdicts on the layers at the end of an iteration, kept while the next one has not got so far.
public struct KeptVerdicts {
    /// The iteration that is being looked at: the verdicts are of the one before.
    package var iteration: Int
    /// One for each layer with parameters.
    package var verdicts: [GradientVerdict]

    package init(
        iteration: Int, verdicts: [GradientVerdict]
    ) {
        self.iteration = iteration
        self.verdicts = verdicts
    }
}
