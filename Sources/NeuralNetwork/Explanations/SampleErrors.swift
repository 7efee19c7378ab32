/// Errors as those of a sample's own loss. A workspace holds the gradient of the batch's loss, which is divided by the batch size
/// where that is a mean; an explanation never is.
struct SampleErrors<Scalar: NetworkScalar> {
    /// The numbers in the workspace.
    let values: UnsafePointer<Scalar>
    /// The factor that makes them those of the sample.
    let scale: Double

    subscript(index: Int) -> Double { Double(values[index]) * scale }

    static func + (errors: SampleErrors, offset: Int) -> SampleErrors {
        SampleErrors(values: errors.values + offset, scale: errors.scale)
    }
}
