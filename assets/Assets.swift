/// Files that are part of the program: built into it, so that it stands alone wherever it is installed.
public enum Assets {
    /// The scenarios that come with backstep, as YAML, in the order in which lists show them. A new one is a file and a line here.
    public static let scenarios: [(name: String, yaml: String)] = [
        ("digit-5", text(PackageResources.digit_5_yaml)),
        ("vanishing-sigmoid", text(PackageResources.vanishing_sigmoid_yaml)),
        ("exploding", text(PackageResources.exploding_yaml)),
        ("too-large-learning-rate", text(PackageResources.too_large_learning_rate_yaml)),
        ("xor", text(PackageResources.xor_yaml)),
    ]

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
