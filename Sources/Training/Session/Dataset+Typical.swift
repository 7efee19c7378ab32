import Datasets
import Inspection

extension Dataset {
    /// The sample of a class that is nearest to the mean of the class (Euclidean distance of the features): the one that looks
    /// most like what people expect. Nil where there is none.
    func mostTypical(ofClass label: Int) -> Int? {
        guard case .classes(let classes) = targets else { return nil }
        let members = classes.indices.filter { Int(classes[$0]) == label }
        guard !members.isEmpty else { return nil }
        var features = [Float](repeating: 0, count: members.count * featureCount)
        features.withUnsafeMutableBufferPointer { if let base = $0.baseAddress { fillFeatures(of: members, into: base) } }
        var mean = [Float](repeating: 0, count: featureCount)
        for row in members.indices { for index in 0..<featureCount { mean[index] += features[row * featureCount + index] } }
        for index in 0..<featureCount { mean[index] /= Float(members.count) }
        var best: (distance: Float, index: Int)?
        for (row, member) in members.enumerated() {
            var distance: Float = 0
            for index in 0..<featureCount {
                let difference = features[row * featureCount + index] - mean[index]
                distance += difference * difference
            }
            if best.map({ distance < $0.distance }) ?? true { best = (distance, member) }
        }
        return best?.index
    }
}
