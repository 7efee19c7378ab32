import ElementaryFunctions

extension DatasetEntry {
    /// Two arms of a spiral, one and a half turns.
    public static let spirals = DatasetEntry(name: "spirals", summary: "two spiral arms, 2 classes, the hardest of the plane") {
        request in
        PlanarSet(name: "spirals", defaultNoise: 0.02) { label, position, _ in
            let radius = 0.08 + 0.87 * position
            let angle = 3 * Double.pi * position + (label == 0 ? 0 : Double.pi)
            return (radius * Elementary.cos(angle), radius * Elementary.sin(angle))
        }.pair(request)
    }
}
