import Basics
import Inspection
import NeuralNetwork

/// A plane through the present weights: the point at (x, y) has the weights θ + x·d₁ + y·d₂, but for two single weights, where x and y
/// are their values.
struct LandscapePlane {
    /// Direction from left to right.
    let across: Landscape.Axis
    /// Direction from below.
    let up: Landscape.Axis
    /// Reason why the directions are not those that were asked for.
    let remark: String?
    private let kind: Kind

    private enum Kind {
        /// Two directions, and what it takes to find a place's coordinates: the inverse of their products with each other.
        case directions([Float], [Float], inverse: (Double, Double, Double))
        case weights(Int, Int)
    }

    /// Margin around the way, relative to its extent.
    private static let margin = 1.25
    /// Reach across the way, at least, relative to that along it.
    private static let leastReach = 0.2

    private init(across: Landscape.Axis, up: Landscape.Axis, _ kind: Kind, remark: String? = nil) {
        (self.across, self.up, self.kind, self.remark) = (across, up, kind, remark)
    }

    /// The plane of an order.
    /// - Parameter path: weights on the way, which directions along it follow from.
    static func make(_ order: LandscapeOrder, _ network: Network<Float>, path: [[Float]]) -> LandscapePlane {
        let factor = Double(sign: .plus, exponent: -order.key.choice.zoomLevel, significand: 1)
        if let weights = order.weights { return over(weights.across, weights.up, order.state.parameters, factor) }
        guard order.key.choice.directions == .path else { return random(order, network, factor) }
        return along(path, about: order.state.parameters, factor)
            ?? random(order, network, factor, remark: "no way has been taken yet: random directions")
    }

    private static func over(
        _ across: (offset: Int, name: String), _ up: (offset: Int, name: String), _ center: [Float], _ factor: Double
    ) -> LandscapePlane {
        func axis(_ weight: (offset: Int, name: String)) -> Landscape.Axis {
            let value = Double(center[weight.offset])
            return Landscape.Axis(name: weight.name, unit: "its value", here: value, reach: max(1, 1.5 * abs(value)) * factor)
        }
        return LandscapePlane(across: axis(across), up: axis(up), .weights(across.offset, up.offset))
    }

    private static func along(_ path: [[Float]], about center: [Float], _ factor: Double) -> LandscapePlane? {
        guard let found = PrincipalDirections(path, about: center) else { return nil }
        let reaches = found.coordinates.map { places in margin * (places.map(abs).max() ?? 0) }
        func axis(_ index: Int, _ name: String) -> Landscape.Axis {
            Landscape.Axis(
                name: name, unit: "distance", here: 0,
                reach: max(reaches[index], leastReach * reaches[0]) * factor,
                share: found.shares[index])
        }
        return LandscapePlane(
            across: axis(0, "the way's main direction"), up: axis(1, "its second"),
            directions(found.directions[0], found.directions[1]))
    }

    private static func random(
        _ order: LandscapeOrder, _ network: Network<Float>, _ factor: Double, remark: String? = nil
    ) -> LandscapePlane {
        func direction(_ number: UInt64) -> [Float] {
            filterNormalized(order.state.parameters, network, RandomSource(seed: order.key.seed, 0x1a4d, number))
        }
        func axis(_ name: String) -> Landscape.Axis {
            Landscape.Axis(name: name, unit: "1: as long as the weights", here: 0, reach: factor)
        }
        return LandscapePlane(
            across: axis("a random direction"), up: axis("another one"), directions(direction(1), direction(2)), remark: remark)
    }

    private static func directions(_ first: [Float], _ second: [Float]) -> Kind {
        let (a, b, c) = (product(first, first), product(first, second), product(second, second))
        let determinant = a * c - b * b
        guard determinant > 0 else { return .directions(first, second, inverse: (0, 0, 0)) }
        return .directions(first, second, inverse: (c / determinant, -b / determinant, a / determinant))
    }

    /// A random direction whose every filter (the weights of one neuron or map) is as long as the network's, so that neither large
    /// weights look steep nor small ones flat. Biases and what normalizes stay, as the paper has it.
    private static func filterNormalized(_ center: [Float], _ network: Network<Float>, _ source: RandomSource) -> [Float] {
        var source = source
        var direction = [Float](repeating: 0, count: center.count)
        for entry in network.layout.entries where entry.shape.rank > 1 {
            let width = entry.range.count / entry.shape[0]
            for row in 0..<entry.shape[0] {
                let range = entry.range.lowerBound + row * width..<entry.range.lowerBound + (row + 1) * width
                let draws = range.map { _ in source.normal() }
                let own = range.reduce(0.0) { $0 + Double(center[$1]) * Double(center[$1]) }.squareRoot()
                let length = draws.reduce(0) { $0 + $1 * $1 }.squareRoot()
                for (index, draw) in zip(range, draws) where length > 0 { direction[index] = Float(draw * own / length) }
            }
        }
        return direction
    }

    static func product(_ a: [Float], _ b: [Float]) -> Double {
        a.withUnsafeBufferPointer { a in
            b.withUnsafeBufferPointer { b in
                var sum = 0.0
                for index in 0..<a.count { sum += Double(a[index]) * Double(b[index]) }
                return sum
            }
        }
    }

    /// Puts the weights of a point into a network that has the center's.
    func setWeights(_ place: Landscape.Place, about center: [Float], in network: Network<Float>) {
        switch kind {
        case .weights(let a, let b):
            network.parameters[a] = Float(place.across)
            network.parameters[b] = Float(place.up)
        case .directions(let first, let second, _):
            let (x, y) = (Float(place.across), Float(place.up))
            let target = network.parameters.buffer
            center.withUnsafeBufferPointer { center in
                first.withUnsafeBufferPointer { first in
                    second.withUnsafeBufferPointer { second in
                        for index in 0..<center.count { target[index] = center[index] + x * first[index] + y * second[index] }
                    }
                }
            }
        }
    }

    /// The point of the plane nearest to some weights.
    func place(of weights: [Float], about center: [Float]) -> Landscape.Place {
        switch kind {
        case .weights(let a, let b): return Landscape.Place(across: Double(weights[a]), up: Double(weights[b]))
        case .directions(let first, let second, let inverse):
            let difference = zip(weights, center).map { $0 - $1 }
            let (x, y) = (Self.product(difference, first), Self.product(difference, second))
            return Landscape.Place(across: inverse.0 * x + inverse.1 * y, up: inverse.1 * x + inverse.2 * y)
        }
    }
}

/// The two directions, at right angles and of length 1, that points about a center lie along most: the principal components of the
/// way, reckoned from where it has led rather than from its middle, so that a plane along them goes through there.
struct PrincipalDirections {
    /// Two directions of length 1.
    private(set) var directions: [[Float]] = []
    /// Places of the points on each of them.
    private(set) var coordinates: [[Double]] = []
    /// Share of all squared distances that is along each.
    private(set) var shares: [Double] = []

    /// Squared length relative to the longest below which a direction is nothing but rounding.
    private static let least = 1e-10

    /// - Returns: nil where the points do not span a plane.
    init?(_ points: [[Float]], about center: [Float]) {
        let differences = points.map { point in zip(point, center).map { $0 - $1 } }
        guard differences.count > 1 else { return nil }
        // Of few points in many dimensions: the components follow from the points' products with each other.
        var products = differences.map { _ in [Double](repeating: 0, count: differences.count) }
        for i in differences.indices {
            for j in 0...i {
                let product = LandscapePlane.product(differences[i], differences[j])
                (products[i][j], products[j][i]) = (product, product)
            }
        }
        let total = differences.indices.reduce(0) { $0 + products[$1][$1] }
        guard total > 0, total.isFinite else { return nil }
        for _ in 0..<2 {
            let (value, vector) = Self.largest(products)
            guard value > Self.least * total else { return nil }
            var direction = [Float](repeating: 0, count: center.count)
            for (difference, weight) in zip(differences, vector) {
                let factor = Float(weight / value.squareRoot())
                for index in direction.indices { direction[index] += factor * difference[index] }
            }
            directions.append(direction)
            coordinates.append(vector.map { $0 * value.squareRoot() })
            shares.append(value / total)
            // The rest is at right angles to it.
            for i in products.indices {
                for j in products.indices { products[i][j] -= value * vector[i] * vector[j] }
            }
        }
    }

    /// The largest eigenvalue of a symmetric matrix without negative ones, and its vector of length 1, by powers of the matrix.
    static func largest(_ matrix: [[Double]]) -> (value: Double, vector: [Double]) {
        // Begun with the longest row, which is no vector that the matrix sends to 0 unless all are.
        let start = matrix.indices.max { matrix[$0][$0] < matrix[$1][$1] } ?? 0
        var vector = matrix[start]
        var value = 0.0
        for _ in 0..<1000 {
            let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
            guard length > 0 else { return (0, vector) }
            vector = vector.map { $0 / length }
            let next = matrix.map { row in zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } }
            let found = zip(next, vector).reduce(0) { $0 + $1.0 * $1.1 }
            let isSettled = abs(found - value) <= 1e-13 * abs(found)
            (value, vector) = (found, next)
            if isSettled { break }
        }
        let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return (value, length > 0 ? vector.map { $0 / length } : vector)
    }
}
