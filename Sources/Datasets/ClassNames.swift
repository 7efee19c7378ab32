/// Names of classes where the files do not say.
enum ClassNames {
    /// Sets by a word in their path, and the names of their classes.
    private static let known: [(words: [String], names: [String])] = [
        // Fashion-MNIST (Xiao, Rasul, Vollgraf 2017).
        (
            ["fashion"],
            ["T-shirt", "trousers", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"]
        ),
        // Kuzushiji-MNIST (Clanuwat et al. 2018).
        (["kmnist", "kuzushiji"], ["o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"]),
        (["cifar-10", "cifar10"], ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]),
    ]

    /// Numbers, or the names of a set that the path speaks of.
    static func names(count: Int, path: String) -> [String] {
        let path = path.lowercased()
        return known.first { set in set.names.count == count && set.words.contains { path.contains($0) } }?.names
            ?? (0..<count).map(String.init)
    }
}
