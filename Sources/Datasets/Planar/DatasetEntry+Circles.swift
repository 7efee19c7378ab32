import ElementaryFunctions

extension DatasetEntry {
    /// A ring around a ring.
    public static let circles = DatasetEntry(name: "circles", summary: "a ring inside a ring, 2 classes") { request in
        PlanarSet(name: "circles", defaultNoise: 0.06) { label, position, _ in
            let radius = label == 0 ? 0.9 : 0.4
            let angle = 2 * Double.pi * position
            return (radius * Elementary.cos(angle), radius * Elementary.sin(angle))
        }.pair(request)
    }
}
