extension DatasetEntry {
    /// Two clouds that a straight line separates.
    public static let gaussians = DatasetEntry(name: "gaussians", summary: "two clouds, 2 classes, separable by a line") {
        request in
        PlanarSet(name: "gaussians", defaultNoise: 0.18) { label, _, _ in
            label == 0 ? (-0.5, -0.5) : (0.5, 0.5)
        }.pair(request)
    }
}
