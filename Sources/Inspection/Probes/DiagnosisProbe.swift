/// Findings that keep the run from learning, as far as it has got: the same wherever they are shown.
public struct DiagnosisProbe: Probe {
    /// Whether held-out samples may be looked at for it; if not, what other panes have found of them has to do.
    public var looks: Bool

    /// A diagnosis of the moment in view.
    public init(looks: Bool = true) { self.looks = looks }

    public var wants: TensorSet { looks ? [.pass, .history, .heldOutActivations] : [.pass, .history] }

    public func read(_ moment: any Moment) -> Diagnosis? { Diagnosis(moment.facts(looking: looks)) }
}
