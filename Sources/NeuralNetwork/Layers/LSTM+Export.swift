extension LSTM {
    public static let torchName = "LSTM"
    /// Input, output, forget, cell.
    public static let gatesInONNX = [0, 2, 3, 1]
}
