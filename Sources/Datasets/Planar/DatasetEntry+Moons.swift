import ElementaryFunctions

extension DatasetEntry {
    /// Two half rings, each reaching into the other.
    public static let moons = DatasetEntry(name: "moons", summary: "two half moons that interlock, 2 classes") { request in
        PlanarSet(name: "moons", defaultNoise: 0.06) { label, position, _ in
            let angle = Double.pi * position
            let (cosine, sine) = (Elementary.cos(angle), Elementary.sin(angle))
            let (x, y) = label == 0 ? (cosine, sine) : (1 - cosine, 0.5 - sine)
            return (0.6 * (x - 0.5), 0.6 * (y - 0.25))
        }.pair(request)
    }
}
