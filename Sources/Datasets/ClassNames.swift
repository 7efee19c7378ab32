/// Names of classes where the files do not say.
enum ClassNames {
    /// The ten classes of Fashion-MNIST (Xiao, Rasul, Vollgraf 2017).
    static let fashion = [
        "T-shirt", "trousers", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot",
    ]

    /// Numbers, or the garments if the path speaks of fashion.
    static func names(count: Int, path: String) -> [String] {
        if count == fashion.count, path.lowercased().contains("fashion") { return fashion }
        return (0..<count).map(String.init)
    }
}
