import Basics

extension DatasetPair {
    /// The same data with both parts scaled by the training samples. Pixels and symbols have their scale already.
    /// - Parameter known: offsets and units in place of those of the training samples, where inputs have these names.
    func scaled(_ scale: InputScale, by known: (inputs: [String], scaling: Scaling)? = nil) throws(InputError) -> DatasetPair {
        if let known, known.inputs == train.inputNames, known.scaling.inputs.count == train.featureCount,
            known.scaling.targets.count == (train.hasClasses ? 0 : train.targetWidth)
        {
            return scaled(by: known.scaling)
        }
        guard scale != .none else { return self }
        guard case .values = train.features, train.vocabulary.isEmpty else {
            throw InputError(
                "--scale \(scale.rawValue)", expected: "data of numbers, such as a table",
                found: "\(train.name), whose inputs are 0 to 1",
                advice: "leave --scale out")
        }
        return scaled(by: Scaling(scale, of: train, unchanged: table?.oneHotInputs ?? []))
    }

    private func scaled(by scaling: Scaling) -> DatasetPair {
        var pair = with(train: scaling.applied(to: train), heldOut: scaling.applied(to: heldOut))
        pair.scaling = scaling
        return pair
    }
}
