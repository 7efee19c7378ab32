/// One layer of a network with its place: top-level layers and those inside residual layers, in depth-first order.
public struct NetworkNode<Scalar: NetworkScalar> {
    /// `2`, or `2.0` and `2.shortcut.1` for layers inside.
    public let path: String
    /// The layer itself.
    public let layer: any Layer<Scalar>
    /// Index of the top-level layer it is or belongs to.
    public let topLevel: Int
    /// The layer's own parameters in the flat store.
    public let parameters: Range<Int>
    /// The layer's own buffers in the flat store.
    public let buffers: Range<Int>
    /// The gain of the activation its output goes into.
    let gain: Double
}
