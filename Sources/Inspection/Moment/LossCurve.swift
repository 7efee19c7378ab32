/// The loss of one batch at several values of one weight.
package struct LossCurve: Sendable {
    var iteration: Int
    var offset: Int
    var points: Int
    var log: InterventionLog
    var weight: Double
    var loss: Double
    var below: Double
    var above: Double
    var weights: [Double]
    var losses: [Double]
}
