/// Files that are part of the program: built into it, so that it stands alone wherever it is installed.
public enum Assets {
    /// The scenarios that come with backstep, as YAML, in the order in which lists show them. A new one is a file and a line
    /// here.
    public static let scenarios: [(name: String, yaml: String)] = [
        ("digit-5", text(PackageResources.digit_5_yaml)),
        ("perceptron", text(PackageResources.perceptron_yaml)),
        ("xor", text(PackageResources.xor_yaml)),
        ("one-hidden-layer", text(PackageResources.one_hidden_layer_yaml)),
        ("spirals", text(PackageResources.spirals_yaml)),
        ("moons", text(PackageResources.moons_yaml)),
        ("vanishing-sigmoid", text(PackageResources.vanishing_sigmoid_yaml)),
        ("batch-norm-cure", text(PackageResources.batch_norm_cure_yaml)),
        ("deep", text(PackageResources.deep_yaml)),
        ("residual", text(PackageResources.residual_yaml)),
        ("exploding", text(PackageResources.exploding_yaml)),
        ("clipping-cure", text(PackageResources.clipping_cure_yaml)),
        ("bad-init", text(PackageResources.bad_init_yaml)),
        ("dead-relu", text(PackageResources.dead_relu_yaml)),
        ("too-large-learning-rate", text(PackageResources.too_large_learning_rate_yaml)),
        ("momentum-valley", text(PackageResources.momentum_valley_yaml)),
        ("sgd-vs-batch", text(PackageResources.sgd_vs_batch_yaml)),
        ("adam", text(PackageResources.adam_yaml)),
        ("overfitting", text(PackageResources.overfitting_yaml)),
        ("l1-l2", text(PackageResources.l1_l2_yaml)),
        ("dropout", text(PackageResources.dropout_yaml)),
        ("lenet", text(PackageResources.lenet_yaml)),
        ("rnn-echo", text(PackageResources.rnn_echo_yaml)),
        ("lstm-echo", text(PackageResources.lstm_echo_yaml)),
        ("embedding", text(PackageResources.embedding_yaml)),
        ("attention", text(PackageResources.attention_yaml)),
    ]

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
